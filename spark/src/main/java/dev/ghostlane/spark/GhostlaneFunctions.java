package dev.ghostlane.spark;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.classic.UserDefinedFunctionUtils;
import org.apache.spark.sql.expressions.SparkUserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import scala.collection.immutable.Seq;

/// SQL functions of a binary argument, the bytes of a photo's file:
///
/// | function | gives |
/// |---|---|
/// | `ghostlane_classify(content)` | what the column of a [GhostlaneClassifier] has |
/// | `ghostlane_embed(content)` | what the column of a [GhostlaneEmbedder] has |
/// | `ghostlane_error(content)` | what is wrong with a photo of which the first is null; null if nothing is |
///
/// Null, where a photo cannot be used. A query that gives them something else than one binary argument is refused, by
/// an `IllegalArgumentException`, before it runs.
public final class GhostlaneFunctions {

    private GhostlaneFunctions() {}

    /// Registers them, with the bundled model and what is usual.
    ///
    /// @param session the session that knows the functions from now on
    /// @throws UnsupportedOperationException on Spark Connect
    public static void register(SparkSession session) {
        Connect.refuse(session.getClass());
        register(session, new GhostlaneClassifier(), new GhostlaneEmbedder());
    }

    /// Registers them, with the params of two transformers, whose columns do not matter.
    ///
    /// @param session the session that knows the functions from now on
    /// @param classifier has the params of the functions that classify
    /// @param embedder has the params of the functions that embed
    /// @throws IllegalArgumentException if a param makes no sense
    /// @throws dev.ghostlane.ghostnetv2.checkpoint.CheckpointException if there is no such model, or it cannot be used
    /// @throws UnsupportedOperationException on Spark Connect
    public static void register(SparkSession session, GhostlaneClassifier classifier, GhostlaneEmbedder embedder) {
        PhotoFunction classify = classifier.function(session);
        PhotoFunction embed = embedder.function(session);
        register(session, "classify", content -> classify.apply(content).value(), classifier.question().type());
        register(session, "embed", content -> embed.apply(content).value(), embedder.question().type());
        register(session, "error", content -> classify.apply(content).error(), DataTypes.StringType);
    }

    /// `session.udf()` would do the same without knowing the type of the argument, and jobs would fail in the middle.
    private static void register(SparkSession session, String name, UDF1<byte[], Object> function, DataType type) {
        String full = "ghostlane_" + name;
        SparkUserDefinedFunction udf = ((SparkUserDefinedFunction) functions.udf(function, type)).withName(full);
        ((org.apache.spark.sql.classic.SparkSession) session).sessionState().functionRegistry()
                .createOrReplaceTempFunction(full, arguments -> {
                    requireBinary(full, arguments);
                    return UserDefinedFunctionUtils.toScalaUDF(udf, arguments);
                }, "java_udf");
    }

    private static void requireBinary(String name, Seq<Expression> arguments) {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException(name + ": expected one argument, the bytes of a photo's file, found "
                    + arguments.size());
        }
        Expression argument = arguments.head();
        DataType type = argument.dataType();
        if (!(type instanceof BinaryType || type instanceof NullType)) {
            throw new IllegalArgumentException(name + ": expected a binary argument, found " + argument.sql()
                    + " of type " + type.catalogString());
        }
    }
}
