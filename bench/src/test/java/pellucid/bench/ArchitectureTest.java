package pellucid.bench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import pellucid.tensor.backend.reference.CpuStorage;

/** The house's plan, held: which module may know which, and who may touch what. */
@AnalyzeClasses(packages = "pellucid", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrows_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("tensor")
            .definedBy("pellucid.tensor..")
            .layer("cuda")
            .definedBy("pellucid.cuda..")
            .layer("autograd")
            .definedBy("pellucid.autograd..")
            .layer("models")
            .definedBy("pellucid.models..")
            .layer("training")
            .definedBy("pellucid.training..")
            .layer("eval")
            .definedBy("pellucid.eval..")
            .layer("bench")
            .definedBy("pellucid.bench..")
            .withOptionalLayers(true)
            .whereLayer("tensor")
            .mayNotAccessAnyLayer()
            .whereLayer("cuda")
            .mayOnlyAccessLayers("tensor")
            .whereLayer("autograd")
            .mayOnlyAccessLayers("tensor")
            .whereLayer("models")
            .mayOnlyAccessLayers("tensor", "autograd")
            .whereLayer("training")
            .mayOnlyAccessLayers("tensor", "autograd", "models")
            .whereLayer("eval")
            .mayOnlyAccessLayers("tensor", "autograd", "models", "training");

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("pellucid.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule tensor_needs_three_libraries = classes()
            .that()
            .resideInAPackage("pellucid.tensor..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "pellucid.tensor..",
                    "java..",
                    "jdk.incubator.vector",
                    "org.ejml..",
                    "it.unimi.dsi.fastutil..",
                    "org.slf4j.."));

    @ArchTest
    static final ArchRule arrays_stay_inside_the_cpu_backends = noClasses()
            .that()
            .resideOutsideOfPackage("pellucid.tensor.backend..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(CpuStorage.class)
            .because("the arrays behind a tensor belong to its backend; others read and write through Backend");

    @ArchTest
    static final ArchRule the_vector_module_is_optional = noClasses()
            .that(not(resideInAnyPackage("pellucid.tensor.backend.simd..", "pellucid.bench..")))
            .should()
            .dependOnClassesThat(resideInAPackage("jdk.incubator.."))
            .because("a JVM without the vector module must run everything but the simd backend");

    @ArchTest
    static final ArchRule one_logging_facade = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("pellucid.eval.retrieval.QuietLucene")
            .should()
            .dependOnClassesThat(resideInAPackage("java.util.logging.."))
            .because("we log through SLF4J, and quiet one library that does not");

    @ArchTest
    static final ArchRule only_programs_print = noClasses()
            .that(not(resideInAnyPackage("pellucid.eval..", "pellucid.bench..")))
            .and(describe(
                    "have no main method",
                    (JavaClass type) ->
                            type.tryGetMethod("main", String[].class).isEmpty()))
            .should()
            .accessTargetWhere(describe(
                    "the target is System.out or System.err",
                    (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(System.class)
                            && (access.getTarget().getName().equals("out")
                                    || access.getTarget().getName().equals("err"))))
            .because("a library that prints cannot be used in a program with an output of its own");
}
