# shellcheck shell=sh
# What the commands in this folder share: finding Java, building if a source is newer than the last build, running
# dev.ghostlane.bench.Bench. They set $here to this folder and read this file, then call 'launch SUBCOMMAND ARGUMENTS'.

root=$(dirname -- "$here")
jar="$here/target/ghostlane-bench-0.1.0-SNAPSHOT.jar"
name=bench/$(basename -- "$0")

# Sets java_home to the JDK whose java command is $1, if that is of version 25.0.3 or later.
consider() {
    [ -x "$1" ] || return 1
    settings=$("$1" -XshowSettings:properties -version 2>&1) || return 1
    version=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.version = \([0-9.]*\).*/\1/p')
    java_home=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
    old_ifs=$IFS
    IFS=.
    # shellcheck disable=SC2086 # the parts of the version
    set -- ${version:-0}
    IFS=$old_ifs
    [ "$1" -gt 25 ] && return 0
    [ "$1" -eq 25 ] || return 1
    [ "${2:-0}" -gt 0 ] || [ "${3:-0}" -ge 3 ]
}

# The JDK of GHOSTLANE_JAVA_HOME, JAVA_HOME or the PATH, or one in the usual places.
find_java() {
    for java in "${GHOSTLANE_JAVA_HOME:+$GHOSTLANE_JAVA_HOME/bin/java}" "${JAVA_HOME:+$JAVA_HOME/bin/java}" \
        "$(command -v java)" \
        /usr/lib/jvm/*/bin/java "${HOME:-}"/.sdkman/candidates/java/*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        consider "$java" && return
    done
    echo "$name: needs a JDK of version 25.0.3 or later; install one and set JAVA_HOME to its folder" >&2
    exit 1
}

# Succeeds if the build is missing or older than what it is made of.
outdated() {
    [ -f "$jar" ] && [ -d "$here/target/lib" ] || return 0
    changed=$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src -path '*/src/test' -prune -o \
        -type f -newer "$jar" -print | head -n 1)
    [ -n "$changed" ]
}

# Runs the program with a subcommand and its arguments, in place of this shell.
launch() {
    find_java
    if outdated; then
        echo "$name: building" >&2
        JAVA_HOME=$java_home mvn -q -B -f "$root/pom.xml" -pl bench -am -Dmaven.test.skip=true \
            -Dformatter.skip=true package >&2 || exit 1
    fi
    # Only JMH reads FmaPeak's annotations that say this.
    exec "$java_home/bin/java" -XX:CompileCommand=quiet \
        '-XX:CompileCommand=dontinline,dev.ghostlane.bench.peak.FmaPeak::accumulators*' \
        --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
        --enable-native-access=ALL-UNNAMED "-Dghostlane.bench.home=$root" -cp "$jar:$here/target/lib/*" \
        dev.ghostlane.bench.Bench "$@"
}
