@echo off
rem The command ghostlane for Windows: finds Java, builds on first use, runs dev.ghostlane.cli.Main.
rem It does what the script 'ghostlane' does elsewhere, without the archives of loaded classes that shorten the start.
rem Sources newer than the build are not noticed: remove the folder cli\target to build anew.
rem
rem   GHOSTLANE_JAVA_HOME  the JDK to use; otherwise JAVA_HOME, the java on the PATH and the places where JDKs
rem                        usually are; the first one that is new enough is taken
rem   GHOSTLANE_JAVA_OPTS  options of java, for example -Xmx8g or -Dghostlane.simd=false
rem   GHOSTLANE_DEBUG      when set, errors come with their stack trace
rem
rem Exit code: that of the command; 1 if there is no suitable Java or the build fails.

rem Without delayed expansion: it would take the exclamation marks out of file names.
setlocal EnableExtensions DisableDelayedExpansion
set "folder=%~dp0"
set "jar=%folder%cli\target\ghostlane\lib\ghostlane-cli.jar"
set "jdk="
set "seen="

if defined GHOSTLANE_JAVA_HOME (
    call :consider "%GHOSTLANE_JAVA_HOME:"=%"
) else (
    if defined JAVA_HOME call :consider "%JAVA_HOME:"=%"
    call :consider_path
    for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%LocalAppData%\Programs\Eclipse Adoptium\*" "%UserProfile%\.jdks\*") do call :consider "%%~d"
)
if not defined jdk goto no_java

if exist "%jar%" goto run
if not exist "%folder%pom.xml" goto no_folder
where mvn >nul 2>&1
if errorlevel 1 goto no_maven
if not exist "%jdk%\bin\javac.exe" goto no_javac
echo ghostlane: building, first use ...>&2
rem Only Maven sees this as JAVA_HOME; it is itself a batch file, which without 'call' would not come back.
set "JAVA_HOME=%jdk%"
call mvn -q -B -f "%folder%pom.xml" -pl cli -am -Dmaven.test.skip=true -Dformatter.skip=true package >&2
if errorlevel 1 goto no_build

:run
rem Without the incubating module the JVM does not warn of it. Help, versions and what is seen here to be wrong need none;
rem a command line that is taken for a wrong one and is right runs slowly. '--top=3' comes as two arguments.
set "vectors="
set "help=-h --help -V --version"
set "checkpoint=--weights --weights-as --set --labels"
set "model=-m --model %checkpoint%"
set "image=%model% -t --threads --memory-limit"
set "known="
set "takes="
set "needs="
set "least=0"
rem Arguments in a file are not looked at.
set "argument=%~1"
if not defined argument goto collector
if "%argument:~0,1%"=="@" goto vectors
if "%~1"=="classify" set "takes=%image% -k --top --threshold --allow --deny --format"& set "known=--offline --upright --json"& set "least=1"
if "%~1"=="embed" set "takes=%image% -o --output --layer --format"& set "known=--offline --upright --json"& set "needs=o"& set "least=1"
if "%~1"=="features" set "takes=%image% -o --output --taps --size --layout --format"& set "known=--offline --upright --json"& set "needs=o"& set "least=1"
if "%~1"=="attention" set "takes=%model% --memory-limit -o --output -k --top --class --channels --format"& set "known=--offline --upright -f --force --json"& set "needs=o"& set "least=1"
if "%~1"=="infer" set "takes=%model% -t --threads -i --input -o --output --layout"& set "known=--offline --normalise"& set "needs=o"
if "%~1"=="inspect" set "takes=%checkpoint% --size --format"& set "known=--offline --json"& set "least=1"
if "%~1"=="convert" set "takes=%checkpoint% --dtype"& set "known=--offline -f --force --fold"& set "least=2"
if "%~1"=="pull" set "takes=--format"& set "known=--offline -f --force -l --list --json"
if "%~1"=="export" set "takes=%model% --width --classes --size -b --batch"& set "known=--offline -f --force"& set "least=1"
if "%~1"=="bench" set "takes=%model% -t --threads --network --width --classes --size -b --batch --seconds --format"& set "known=--offline --json --profile"
if "%~1"=="vectors" set "takes=-o --output --seed --cases --sigmoid-ulps --exponential-ulps"& set "needs=o"& set "least=1"
if "%~1"=="check" set "takes=--outputs --mode --format"& set "known=--json"& set "least=1"
if "%~1"=="soak" set "takes=--minutes -t --threads --seed"
if "%~1"=="doctor" set "takes=--format"& set "known=--json"
if not defined known if not defined takes goto collector
set "found=0"
set "taker="

:argument
shift /1
set "argument=%~1"
if not defined argument goto judge
if "%argument:~0,1%"=="@" goto vectors
if defined taker goto value
if "%argument%"=="--" goto vectors
if "%argument%"=="-" goto operand
if not "%argument:~0,1%"=="-" goto operand
set "name=%argument%"
if not "%argument:~0,2%"=="--" set "name=%argument:~0,2%"
for %%w in (%help%) do if "%name%"=="%%w" goto collector
for %%w in (-o --output) do if "%name%"=="%%w" set "needs="
set "kind="
for %%w in (-h %known%) do if "%name%"=="%%w" set "kind=alone"
for %%w in (-h %takes%) do if "%name%"=="%%w" set "kind=takes"
if not defined kind goto collector
if "%kind%"=="takes" if "%name%"=="%argument%" set "taker=%name%"
goto argument

:value
for %%w in (-k --top -t --threads --memory-limit -b --batch --classes --cases --channels) do if "%taker%"=="%%w" for /f "delims=0123456789" %%x in ("%argument%") do goto collector
set "taker="
goto argument

:operand
set /a found+=1
goto argument

:judge
if defined taker goto collector
if defined needs goto collector
if %found% lss %least% goto collector

:vectors
set "vectors=--add-modules jdk.incubator.vector"
rem Only where they were tried: a JVM that does not know an option does not start.
if not "%feature%"=="25" goto collector
set "vectors=%vectors% -XX:Tier4BackEdgeThreshold=2000000000 -XX:CompileCommand=quiet"
set "vectors=%vectors% -XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1"

:collector
set "gc=-XX:+UseSerialGC"
if not defined GHOSTLANE_JAVA_OPTS goto start
set "options=%GHOSTLANE_JAVA_OPTS:"=%"
if not "%options:GC=%"=="%options%" set "gc="

:start
"%jdk%\bin\java.exe" -XX:-UsePerfData -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000 %gc% %vectors% %GHOSTLANE_JAVA_OPTS% -cp "%jar%" dev.ghostlane.cli.Main %*
exit /b %errorlevel%

rem Takes the JDK in the folder given as jdk if there is none yet and it is suitable: at least 25.0.3, with the
rem Vector API.
:consider
if defined jdk exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
set "version="
set "modules="
if exist "%~1\release" for /f "usebackq tokens=1,* delims==" %%k in ("%~1\release") do (
    if "%%k"=="JAVA_VERSION" set "version=%%~l"
    if "%%k"=="MODULES" set "modules=%%~l"
)
set "seen=%seen% "%~1" (Java %version%)"
rem Without a version there is nothing to compare.
if not defined version exit /b 0
set "number=%version:-= %"
set "early="
if not "%version:-ea=%"=="%version%" set "early=1"
for /f "tokens=1" %%n in ("%number%") do set "number=%%n"
for /f "tokens=1-3 delims=." %%a in ("%number%.0.0") do (
    set "major=%%a"
    set "minor=%%b"
    set "security=%%c"
)
rem What is no number would be compared as text.
for /f "delims=0123456789" %%x in ("%major%%minor%") do exit /b 0
if %major% gtr 25 goto new_enough
if %major% lss 25 exit /b 0
if %minor% gtr 0 goto new_enough
if %security% gtr 3 goto new_enough
if %security% lss 3 exit /b 0
if defined early exit /b 0
:new_enough
if not defined modules goto suitable
echo " %modules% " | findstr /c:" jdk.incubator.vector " >nul
if errorlevel 1 exit /b 0
:suitable
set "jdk=%~1"
set "feature=%major%"
exit /b 0

rem The java on the PATH, if it lies in a JDK and is not one of the copies that installers leave elsewhere.
:consider_path
if defined jdk exit /b 0
for /f "delims=" %%j in ('where java 2^>nul') do for %%h in ("%%~dpj..") do call :consider "%%~fh"
exit /b 0

:no_java
echo ghostlane: needs Java 25.0.3 or later, found:%seen%>&2
echo Install a JDK of version 25 or later, for example Eclipse Temurin, and set GHOSTLANE_JAVA_HOME to its folder.>&2
exit /b 1

:no_folder
echo ghostlane: "%folder%" is not the folder of Ghostlane>&2
exit /b 1

:no_maven
echo ghostlane: must be built, which needs Maven 3.8 or later; no mvn is on the PATH>&2
exit /b 1

:no_javac
echo ghostlane: must be built, which needs a JDK; "%jdk%" has no bin\javac.exe>&2
exit /b 1

:no_build
echo ghostlane: the build failed; see above>&2
exit /b 1
