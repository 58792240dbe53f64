import io.clausewatch.contract.EventKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Writes the typed builders of all kinds of event from the schemas of the contract, while the module is built. What has no
 * default in the schema is required: of an event in steps, each an interface with one method, so that nothing compiles that
 * lacks it; of a record within an event as the arguments of {@code of}. Argument: the folder to write to.
 */
final class BuilderGenerator {
  private static final String PACKAGE = "io.clausewatch.producer";

  /** Lists that the checks of the contract want to have an element, though their schema has a default. */
  private static final Set<String> FILLED = Set.of("Access.subjectIds", "Disclosure.subjectIds");

  /** What may stand in place of such a list, a field that is then true. */
  private static final Map<String, String> INSTEAD = Map.of("Disclosure.subjectIds", "aggregated");

  /** The fields that an operation has to have with it, by its symbol. */
  private static final Map<String, String> WITH_OPERATION =
      Map.of("COLLECT", "collection", "CONTACT", "message", "EXPORT", "export", "DESTROY", "destruction");

  private final Path folder;
  private final Map<String, Schema> parts = new LinkedHashMap<>();

  private BuilderGenerator(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    BuilderGenerator generator = new BuilderGenerator(Path.of(args[0], PACKAGE.split("\\.")));
    Files.createDirectories(generator.folder);
    for (EventKind kind : EventKind.values()) {
      generator.event(kind);
    }
    for (Schema part : generator.parts.values()) {
      generator.part(part);
    }
  }

  private void event(EventKind kind) throws IOException {
    Schema schema = kind.schema();
    String name = schema.getName() + "Event";
    boolean operates = schema.getField("operation") != null;
    List<Schema.Field> required = new ArrayList<>();
    List<Schema.Field> optional = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      collectParts(field.schema());
      if (!field.hasDefaultValue() || FILLED.contains(schema.getName() + "." + field.name())) {
        required.add(field);
      } else if (!(operates && WITH_OPERATION.containsValue(field.name()))
          && !field.name().equals(INSTEAD.get(schema.getName() + ".subjectIds"))) {
        optional.add(field);
      }
    }
    Source out = new Source();
    out.line("package " + PACKAGE + ";");
    out.line("");
    out.line("/**");
    out.line(" * Builds an event of the kind {@code " + kind.id() + "}: " + doc(schema.getDoc()));
    out.line(" *");
    out.line(" * <p>What is required comes first, step by step; what is not said then has the default of the contract.");
    out.line(" */");
    out.line("public final class " + name + " {");
    out.line("  private " + name + "() {}");
    out.doc("  ", "Begins an event.");
    out.line("  public static " + step(required.get(0)) + " builder() {");
    out.line("    return new Steps();");
    out.line("  }");
    List<String> interfaces = new ArrayList<>();
    Source steps = new Source();
    for (int i = 0; i < required.size(); i++) {
      Schema.Field field = required.get(i);
      String next = i + 1 < required.size() ? step(required.get(i + 1)) : "OptionalSteps";
      interfaces.add(step(field));
      out.doc("  ", "The step at which {@code " + field.name() + "} is said.");
      out.line("  public interface " + step(field) + " {");
      if (operates && field.name().equals("operation")) {
        operations(schema, field, next, out, steps);
      } else {
        setters(field, next, out, steps);
      }
      String instead = INSTEAD.get(schema.getName() + "." + field.name());
      if (instead != null) {
        out.doc("    ", "In its place: " + doc(schema.getField(instead).doc()));
        out.line("    " + next + " " + instead + "();");
        steps.line("    @Override public " + next + " " + instead + "() { put(\"" + instead + "\", true); return this; }");
      }
      out.line("  }");
    }
    interfaces.add("OptionalSteps");
    out.doc("  ", "The last step: what may be said, and the end.");
    out.line("  public interface OptionalSteps {");
    for (Schema.Field field : optional) {
      setters(field, "OptionalSteps", out, steps);
    }
    out.line("    /**");
    out.line("     * Ends it. The builder may be used on, for an event that differs.");
    out.line("     *");
    out.line("     * @throws InvalidEventException with every fault, when what was said breaks the contract");
    out.line("     */");
    out.line("    io.clausewatch.contract.Event build();");
    out.line("  }");
    out.line("  private static final class Steps extends RecordDraft implements " + String.join(", ", interfaces) + " {");
    out.line("    Steps() { super(io.clausewatch.contract." + schema.getName() + ".getClassSchema()); }");
    out.line(steps.text());
    out.line("    @Override public io.clausewatch.contract.Event build() { return toEvent(); }");
    out.line("  }");
    out.line("}");
    write(name, out);
  }

  private static void operations(Schema schema, Schema.Field field, String next, Source out, Source steps) {
    for (String symbol : field.schema().getEnumSymbols()) {
      if (symbol.equals(field.schema().getEnumDefault())) {
        continue;
      }
      String with = WITH_OPERATION.get(symbol);
      String method = symbol.toLowerCase(Locale.ROOT);
      String parameter = with == null ? "" : javaType(schema.getField(with).schema()) + " " + with;
      out.doc("    ", "The operation " + symbol + (with == null ? "." : ", with " + doc(schema.getField(with).doc())));
      out.line("    " + next + " " + method + "(" + parameter + ");");
      steps.line("    @Override public " + next + " " + method + "(" + parameter + ") {");
      steps.line("      put(\"operation\", " + javaType(field.schema()) + "." + symbol + ");");
      if (with != null) {
        steps.line("      put(\"" + with + "\", " + with + ");");
      }
      steps.line("      return this;");
      steps.line("    }");
    }
  }

  private static void setters(Schema.Field field, String next, Source out, Source steps) {
    for (String type : parameterTypes(field.schema())) {
      String signature = next + " " + field.name() + "(" + type + " " + field.name() + ")";
      out.doc("    ", doc(field.doc()));
      out.line("    " + signature + ";");
      steps.line("    @Override public " + signature + " { put(\"" + field.name() + "\", " + field.name() + "); return this; }");
    }
  }

  private void part(Schema schema) throws IOException {
    String name = schema.getName() + "Builder";
    List<Schema.Field> required = schema.getFields().stream().filter(f -> !f.hasDefaultValue()).toList();
    Source out = new Source();
    out.line("package " + PACKAGE + ";");
    out.line("");
    out.line("/** Builds a part of an event: " + doc(schema.getDoc()) + " It is checked with the whole event. */");
    out.line("public final class " + name + " extends RecordDraft {");
    out.line("  private " + name + "() { super(io.clausewatch.contract." + schema.getName() + ".getClassSchema()); }");
    out.line("  /**");
    out.line("   * Begins one with what is required.");
    out.line("   *");
    List<String> parameters = new ArrayList<>();
    for (Schema.Field field : required) {
      out.line("   * @param " + field.name() + " " + doc(field.doc()));
      parameters.add(javaType(field.schema()) + " " + field.name());
    }
    out.line("   */");
    out.line("  public static " + name + " of(" + String.join(", ", parameters) + ") {");
    out.line("    " + name + " draft = new " + name + "();");
    required.forEach(field -> out.line("    draft.put(\"" + field.name() + "\", " + field.name() + ");"));
    out.line("    return draft;");
    out.line("  }");
    for (Schema.Field field : schema.getFields()) {
      if (!required.contains(field)) {
        for (String type : parameterTypes(field.schema())) {
          out.doc("  ", doc(field.doc()));
          out.line("  public " + name + " " + field.name() + "(" + type + " " + field.name() + ") {");
          out.line("    put(\"" + field.name() + "\", " + field.name() + ");");
          out.line("    return this;");
          out.line("  }");
        }
      }
    }
    out.line("}");
    write(name, out);
  }

  private void collectParts(Schema schema) {
    Schema type = present(schema);
    if (type.getType() == Schema.Type.ARRAY) {
      collectParts(type.getElementType());
    } else if (type.getType() == Schema.Type.RECORD && parts.put(type.getName(), type) == null) {
      type.getFields().forEach(field -> collectParts(field.schema()));
    }
  }

  private static List<String> parameterTypes(Schema schema) {
    Schema type = present(schema);
    if (type.getType() != Schema.Type.ARRAY) {
      return List.of(javaType(schema));
    }
    String element = javaType(type.getElementType());
    return List.of(element + "...", "java.util.Collection<" + element + ">");
  }

  private static String javaType(Schema schema) {
    Schema type = present(schema);
    return switch (type.getType()) {
      case STRING -> "String";
      case BOOLEAN -> "boolean";
      case LONG -> type.getLogicalType() instanceof LogicalTypes.TimestampMillis ? "java.time.Instant" : "long";
      case INT -> type.getLogicalType() instanceof LogicalTypes.Date ? "java.time.LocalDate" : "int";
      case ENUM -> type.getFullName();
      case RECORD -> type.getName() + "Builder";
      case MAP -> "java.util.Map<String, String>";
      default -> throw new IllegalArgumentException("No type that events have: " + type);
    };
  }

  private static Schema present(Schema schema) {
    return schema.isUnion() ? schema.getTypes().get(1) : schema;
  }

  private static String step(Schema.Field field) {
    return Character.toUpperCase(field.name().charAt(0)) + field.name().substring(1) + "Step";
  }

  private static String doc(String text) {
    return text.replaceAll("\\s+", " ").replace("&", "&amp;").replace("<", "&lt;").replace("*/", "");
  }

  private void write(String name, Source source) throws IOException {
    Files.writeString(folder.resolve(name + ".java"), source.text());
  }

  /** The text of a class while it is written. */
  private static final class Source {
    private final StringBuilder text = new StringBuilder();

    void line(String line) {
      text.append(line).append('\n');
    }

    void doc(String indent, String sentence) {
      line(indent + "/** " + sentence + " */");
    }

    String text() {
      return text.toString();
    }
  }
}
