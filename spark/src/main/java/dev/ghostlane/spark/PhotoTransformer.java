package dev.ghostlane.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/// Asks a model about a binary column of photos: what [GhostlaneClassifier] and [GhostlaneEmbedder] share. Each row
/// gets an answer and a null error, or a null answer and the message what is wrong with its photo.
///
/// @param <T> the transformer itself, which setters return
public abstract sealed class PhotoTransformer<T extends PhotoTransformer<T>> extends Transformer
        implements
            DefaultParamsWritable
        permits GhostlaneClassifier, GhostlaneEmbedder {

    private static final long serialVersionUID = 1;

    private static final String ANSWER = "value";
    private static final String ERROR = "error";
    private static final String PATH = "path";
    private static final String LENGTH = "length";

    /// Arrays have an end.
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

    /// What Spark calls this stage of a pipeline.
    private final String uid;
    /// Name of the column with the bytes of the files.
    private final Param<String> inputCol;
    /// Name of the column of the answers.
    private final Param<String> outputCol;
    /// Name of the column that says what is wrong with a photo.
    private final Param<String> errorCol;
    /// Path or name of the model.
    private final Param<String> model;
    /// Whether photos are turned as their EXIF orientation says.
    private final BooleanParam upright;

    PhotoTransformer(String uid, String output) {
        this.uid = uid;
        inputCol = new Param<>(this, "inputCol", "binary column with the bytes of a photo's file");
        outputCol = new Param<>(this, "outputCol", "column of the answers, null for photos that cannot be used");
        errorCol = new Param<>(this, "errorCol", "column that says what is wrong with a photo, null for good ones");
        model = new Param<>(this, "model", "bundled; a path that the driver can read; local: and a path on each"
                + " machine; the name of a file shipped with the job; or the name of a model of the hub");
        upright = new BooleanParam(this, "upright", "whether photos are turned as their EXIF orientation says");
        setDefault(inputCol, "content");
        setDefault(outputCol, output);
        setDefault(errorCol, ERROR);
        setDefault(model, ModelSource.BUNDLED);
        setDefault(upright, false);
    }

    @Override
    public final String uid() { return uid; }

    /// {@return the param of [#setInputCol]}
    public final Param<String> inputCol() { return inputCol; }

    /// {@return the param of [#setOutputCol]}
    public final Param<String> outputCol() { return outputCol; }

    /// {@return the param of [#setErrorCol]}
    public final Param<String> errorCol() { return errorCol; }

    /// {@return the param of [#setModel]}
    public final Param<String> model() { return model; }

    /// {@return the param of [#setUpright]}
    public final BooleanParam upright() { return upright; }

    /// {@return the name of the column with the bytes of the files}
    public final String getInputCol() { return getOrDefault(inputCol); }

    /// {@return the name of the column of the answers}
    public final String getOutputCol() { return getOrDefault(outputCol); }

    /// {@return the name of the column that says what is wrong with a photo}
    public final String getErrorCol() { return getOrDefault(errorCol); }

    /// {@return the model as it was set}
    public final String getModel() { return getOrDefault(model); }

    /// {@return whether photos are turned as their EXIF orientation says}
    public final boolean getUpright() { return (Boolean) getOrDefault(upright); }

    /// The column with the bytes of the files; `content` by default, as the source `binaryFile` has it.
    ///
    /// @param name of the column
    /// @return this transformer
    public final T setInputCol(String name) { return with(inputCol, name); }

    /// The column of the answers.
    ///
    /// @param name of the column
    /// @return this transformer
    public final T setOutputCol(String name) { return with(outputCol, name); }

    /// The column that says what is wrong with a photo; `error` by default.
    ///
    /// @param name of the column
    /// @return this transformer
    public final T setErrorCol(String name) { return with(errorCol, name); }

    /// The model; `bundled` by default, the small one that comes with Ghostlane.
    ///
    /// @param name `bundled`; a path that the driver can read, on any file system that Spark knows; `local:` and a path
    ///        on each machine; the name of a file that was shipped with the job (`--files`, `addFile`); or a model of
    ///        the hub, which the driver downloads unless it is in its cache
    /// @return this transformer
    public final T setModel(String name) { return with(model, name); }

    /// Whether photos are turned as their EXIF orientation says; not by default.
    ///
    /// @param turn whether to turn them
    /// @return this transformer
    public final T setUpright(boolean turn) { return with(upright, turn); }

    @SuppressWarnings("unchecked")
    final <V> T with(Param<V> param, V value) {
        set(param, Objects.requireNonNull(value, param.name()));
        return (T) this;
    }

    /// What is asked, by the params.
    abstract Question question();

    /// Adds the two columns.
    ///
    /// @throws IllegalArgumentException if a column or another param makes no sense
    /// @throws dev.ghostlane.ghostnetv2.checkpoint.CheckpointException if there is no such model, or it cannot be used
    /// @throws UnsupportedOperationException on Spark Connect
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        return transform(dataset, function(dataset.sparkSession()));
    }

    final Dataset<Row> transform(Dataset<?> dataset, PhotoFunction function) {
        StructType both = new StructType().add(ANSWER, question().type()).add(ERROR, DataTypes.StringType);
        UDF1<byte[], Row> asked = content -> {
            PhotoFunction.Outcome outcome = function.apply(content);
            return RowFactory.create(outcome.value(), outcome.error());
        };
        // Not because its results would change: so that Spark calls it once for a row. Of a deterministic one it makes
        // a call for each column that comes of it, and another one below a filter.
        UserDefinedFunction once = functions.udf(asked, both).asNondeterministic();
        String outcome = uid + "_outcome";
        return dataset.withColumn(outcome, once.apply(column(getInputCol())))
                .withColumn(getOutputCol(), column(outcome).getField(ANSWER))
                .withColumn(getErrorCol(), column(outcome).getField(ERROR))
                .drop(outcome);
    }

    /// Asks about files that executors read by themselves, which takes less time than [#transform] of a column of
    /// their bytes: Spark copies such a column from row to row. A file that cannot be read, or has gone, is a row with
    /// an error. The input column does not matter.
    ///
    /// ```java
    /// Dataset<Row> photos = spark.read().format("binaryFile").load("photos").drop("content");
    /// Dataset<Row> answers = new GhostlaneClassifier().transformFiles(photos, 256 << 20);
    /// ```
    ///
    /// @param files has the columns `path`, a string, and `length`, a long, as the source `binaryFile` has them
    /// @param largest most bytes of a file that is read; a larger one is a row with an error
    /// @return all columns, and the two that [#transform] adds
    /// @throws IllegalArgumentException if a column or another param makes no sense
    /// @throws dev.ghostlane.ghostnetv2.checkpoint.CheckpointException if there is no such model, or it cannot be used
    /// @throws UnsupportedOperationException on Spark Connect
    public final Dataset<Row> transformFiles(Dataset<?> files, long largest) {
        StructType schema = files.schema();
        StructType both = added(schema);
        int path = position(schema, PATH, DataTypes.StringType);
        int length = position(schema, LENGTH, DataTypes.LongType);
        SparkSession session = files.sparkSession();
        FileFunction asked = new FileFunction(function(session), hadoop(session), Math.min(largest, MOST_BYTES));
        MapPartitionsFunction<Row, Row> rows = all -> new FileRows(all, asked, path, length);
        return files.toDF().mapPartitions(rows, Encoders.row(both));
    }

    private static Broadcast<SerializableConfiguration> hadoop(SparkSession session) {
        SparkContext context = session.sparkContext();
        return JavaSparkContext.fromSparkContext(context)
                .broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
    }

    private static int position(StructType schema, String name, DataType type) {
        int at = Arrays.asList(schema.fieldNames()).indexOf(name);
        if (at < 0 || !schema.fields()[at].dataType().equals(type)) {
            throw new IllegalArgumentException("files: expected a column " + name + " of type " + type.catalogString()
                    + ", found " + schema.catalogString());
        }
        return at;
    }

    /// What executors call, once the driver has seen that the model can be asked this.
    final PhotoFunction function(SparkSession session) {
        Connect.refuse(session.getClass());
        SparkContext context = session.sparkContext();
        Question question = question();
        ModelSource source = ModelSource.find(getModel(), context, loaded -> {
            PhotoWorker.compiled(loaded, question.at());
            question.on(loaded);
        });
        return new PhotoFunction(source, question, getUpright(), new PhotoMetrics(context));
    }

    /// The schema with the two columns added.
    ///
    /// @throws IllegalArgumentException if the input column is missing or not binary, or a new one is there already
    @Override
    public StructType transformSchema(StructType schema) {
        List<String> names = Arrays.asList(schema.fieldNames());
        if (!names.contains(getInputCol())) {
            throw new IllegalArgumentException("inputCol: expected one of the columns " + names + ", found "
                    + getInputCol());
        }
        StructField input = schema.fields()[names.indexOf(getInputCol())];
        if (!(input.dataType() instanceof BinaryType)) {
            throw new IllegalArgumentException(
                    "inputCol: expected a binary column, found " + getInputCol() + " of type "
                            + input.dataType().catalogString());
        }
        return added(schema);
    }

    private StructType added(StructType schema) {
        List<String> names = Arrays.asList(schema.fieldNames());
        for (String added : List.of(getOutputCol(), getErrorCol())) {
            // Spark's own way of comparing, unless it was told otherwise.
            boolean taken = names.stream().anyMatch(added::equalsIgnoreCase);
            if (taken || getOutputCol().equalsIgnoreCase(getErrorCol())) {
                throw new IllegalArgumentException("outputCol and errorCol: expected two new names, found " + added
                        + (taken ? ", which is a column already" : " twice"));
            }
        }
        return schema.add(getOutputCol(), question().type()).add(getErrorCol(), DataTypes.StringType);
    }

    private static Column column(String name) { return functions.col("`" + name.replace("`", "``") + "`"); }
}
