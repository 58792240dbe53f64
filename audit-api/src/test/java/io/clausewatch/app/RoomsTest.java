package io.clausewatch.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Which packages of the API may know which: app over features over http. */
@AnalyzeClasses(
    packages = "io.clausewatch",
    importOptions = {ImportOption.DoNotIncludeTests.class, RoomsTest.OfThisModule.class})
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.(*)..").should().beFreeOfCycles();

  /** What features are built of, from the bottom. */
  private static final String[] LAYERS = {
    "io.clausewatch.http..",
    "io.clausewatch.search..",
    "io.clausewatch.words..",
    "io.clausewatch.eventlog..",
    "io.clausewatch.recording..",
    "io.clausewatch.table..",
    "io.clausewatch.files..",
    "io.clausewatch.page.."
  };

  private static final String[] FEATURES = {
    "io.clausewatch.events..",
    "io.clausewatch.findings..",
    "io.clausewatch.trail..",
    "io.clausewatch.deadlines..",
    "io.clausewatch.alerts..",
    "io.clausewatch.gaps..",
    "io.clausewatch.subjects..",
    "io.clausewatch.reviews..",
    "io.clausewatch.searches..",
    "io.clausewatch.activity..",
    "io.clausewatch.people..",
    "io.clausewatch.overview..",
    "io.clausewatch.policies..",
    "io.clausewatch.signin..",
    "io.clausewatch.export..",
    "io.clausewatch.schemas..",
    "io.clausewatch.deliveries..",
    "io.clausewatch.services..",
    "io.clausewatch.status.."
  };

  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.clausewatch.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.clausewatch.app..");

  @ArchTest
  static final ArchRule NO_LAYER_KNOWS_A_FEATURE =
      noClasses()
          .that()
          .resideInAnyPackage(LAYERS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FEATURES);

  @ArchTest
  static final ArchRule HTTP_KNOWS_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("io.clausewatch.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.clausewatch.search..",
              "io.clausewatch.words..",
              "io.clausewatch.eventlog..",
              "io.clausewatch.recording..",
              "io.clausewatch.table..",
              "io.clausewatch.files..",
              "io.clausewatch.page..");

  /** Else one that is new is held to no rule. */
  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_A_LAYER_OR_A_FEATURE =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.of(LAYERS, FEATURES, new String[] {"io.clausewatch.app.."})
                  .flatMap(Stream::of)
                  .toArray(String[]::new));

  /** What this module is made of; its libraries have rules of their own. */
  static final class OfThisModule implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return location.contains("/audit-api/");
    }
  }
}
