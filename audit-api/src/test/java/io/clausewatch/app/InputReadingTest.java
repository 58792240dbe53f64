package io.clausewatch.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.clausewatch.http.RequestBody;
import io.clausewatch.http.RequestParameters;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.javalin.http.Context;
import jakarta.servlet.ServletRequest;

@AnalyzeClasses(packages = "io.clausewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class InputReadingTest {

  private static final String PARAMETERS = "(query|form|path)(Param|String).*";

  @ArchTest
  static final ArchRule PARAMETERS_ARE_READ_IN_ONE_PLACE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(RequestParameters.class.getName())
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Context.class))).and(target(nameMatching(PARAMETERS))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(ServletRequest.class)))
                  .and(target(nameMatching("getParameter.*|getQueryString|getParts?"))))
          .because("what Javalin cannot decode it drops, and so widens a search");

  @ArchTest
  static final ArchRule BODIES_ARE_READ_IN_ONE_PLACE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(RequestBody.class.getName())
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Context.class)))
                  .and(target(nameMatching("body.*|uploadedFile.*|isMultipart.*"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(ServletRequest.class)))
                  .and(target(nameMatching("getInputStream|getReader"))))
          .because("only there they are bounded in bytes, time and memory");

  @ArchTest
  static final ArchRule IDS_BECOME_HASHES_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.clausewatch.platform..", "io.clausewatch.app..")
          .should()
          .callMethodWhere(target(owner(assignableTo(SubjectPseudonym.class))))
          .because("SubjectLookup, which is handed the hash, counts and records each look-up");
}
