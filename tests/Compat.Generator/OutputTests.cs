using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace AudioRooms.Compat.Generator;

/// <summary>What is generated compiles and works, whatever shape the source has.</summary>
public sealed class OutputTests
{
    [Theory]
    [InlineData("public interface IA : IGrainWithStringKey { Task A(); Task<int> B(string x, List<int> y); ValueTask C(int? x); ValueTask<(int, string)> D(CancellationToken token); }")]
    [InlineData("public interface IA : IGrainWithGuidKey { IAsyncEnumerable<int> A(int count, CancellationToken token = default); }")]
    [InlineData("public interface IA<T> : IGrainWithGuidKey where T : class, new() { Task<T> A(T x); Task<U> B<U, V>(U x, V[] y, T z) where U : struct where V : notnull; }")]
    [InlineData("public interface IBase : IGrain { Task A(int x); } public interface IA : IBase, IGrainWithIntegerKey { Task A(string x); new Task A(int x); }")]
    [InlineData("public interface IA : IGrainObserver { void A(params int[] x); [OneWay] Task B(byte[]? x, string @class); }")]
    [InlineData("public interface IA : IGrainExtension { Task A(); Task B() => A(); static int C() => 1; private int D() => 2; }")]
    [InlineData("public interface IA : IGrain { [ReadOnly, AlwaysInterleave, ResponseTimeout(\"00:00:01\")] Task @event([Immutable] object x, dynamic y); Task<T?> E<T>(T? x) where T : class; }")]
    [InlineData("public static class Outer<T> { public interface IA : IGrain { Task<T> A(T x); } [GenerateSerializer] public struct S<U> { [Id(0)] public T X; [Id(1)] public U Y; } }")]
    [InlineData("interface IA : IGrain { Task A(); } class A : Grain, IA { Task IA.A() => Task.CompletedTask; }")]
    [InlineData("[GenerateSerializer] public class A { private A() { } [Id(0)] public required int X { get; init; } [Id(1)] private string _y = \"\"; public string Y => _y; }")]
    [InlineData("[GenerateSerializer] public abstract record A([property: Id(0)] int X); [GenerateSerializer] public sealed record B(int X, [property: Id(0)] string? Y) : A(X);")]
    [InlineData("[GenerateSerializer] public readonly record struct A<T>([property: Id(0)] T X, [property: Id(1)] Nullable<int> Y) where T : IComparable<T>;")]
    [InlineData("[GenerateSerializer] public class A<T> where T : class? { [Id(0)] public T? X { get; private set; } [Id(1)] public A<T>? Next { get; init; } [Id(2)] public readonly int[,]? Y; }")]
    [InlineData("namespace @event { [GenerateSerializer] public class @class { [Id(0)] public int @int { get; set; } [Id(1)] public int @readonly { get; } } }")]
    [InlineData("[GenerateSerializer] public partial class A { [Id(0)] public int X; } public partial class A : IComparable<A> { public int CompareTo(A? other) => 0; }")]
    [InlineData("public class F { } [GenerateSerializer] public struct S { [Id(0)] public int X; } [RegisterConverter] public class C : IConverter<F, S> { public F ConvertFromSurrogate(in S s) => new(); public S ConvertToSurrogate(in F f) => default; }")]
    [InlineData("[GenerateSerializer] public class A : Exception { public A(string m) : base(m) { } [Id(0)] public int Code { get; set; } }")]
    public void Generate_SourceOfThisShape_Compiles(string source)
    {
        GeneratorRun.Of(source).ShouldCompile().Emit().ShouldNotBeEmpty();
    }

    [Fact]
    public void Generate_InterfaceThatIsRefused_IsLeftOut()
    {
        var run = GeneratorRun.Of("public interface IA : IGrain { string Name { get; } } public interface IB : IGrain { Task A(ref int x); }");

        run.ShouldCompile();
        run.Driver.GetRunResult().GeneratedTrees.ShouldBeEmpty();
    }

    [Fact]
    public void Generate_UnrelatedEdit_ReusesEveryFile()
    {
        var run = GeneratorRun.Of("public interface IA : IGrain { Task A(); }");
        var edited = run.Compilation.RemoveSyntaxTrees(run.Driver.GetRunResult().GeneratedTrees)
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("public class Unrelated { }", new CSharpParseOptions(LanguageVersion.Latest)));

        var second = run.Driver.RunGenerators(edited).GetRunResult();

        second.Results.Single().TrackedOutputSteps.Values.SelectMany(static steps => steps).SelectMany(static step => step.Outputs)
            .ShouldAllBe(static output => output.Reason == IncrementalStepRunReason.Cached || output.Reason == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void Serialize_TypesOfTwoAssemblies_WorkTogether()
    {
        var lower = GeneratorRun.Of(
            """
            namespace Lower;
            [GenerateSerializer] public class Animal { [Id(0)] private string _name = ""; public string Name { get => _name; set => _name = value; } }
            [GenerateSerializer] public readonly record struct Box<T>([property: Id(0)] T Value);
            """,
            "Lower").ShouldCompile().Emit();
        var upper = GeneratorRun.Of(
            """
            namespace Upper;
            [GenerateSerializer] public sealed class Dog : Lower.Animal
            {
                [Id(0)] public Lower.Box<Lower.Animal?> Friend { get; set; }
                public static Dog Sample() { var dog = new Dog { Name = "Rex" }; dog.Friend = new(dog); return dog; }
                public static bool IsSample(Lower.Animal copy) => copy is Dog { Name: "Rex" } dog && ReferenceEquals(dog.Friend.Value, dog);
            }
            """,
            "Upper",
            MetadataReference.CreateFromImage(lower)).ShouldCompile().Emit();
        var context = new AssemblyLoadContext("two assemblies");
        var lowerAssembly = GeneratorRun.Load(context, lower);
        var upperAssembly = GeneratorRun.Load(context, upper);
        using var services = new ServiceCollection()
            .AddSerializer(builder => builder.AddAssembly(lowerAssembly).AddAssembly(upperAssembly))
            .BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var dogType = upperAssembly.GetType("Upper.Dog")!;
        var dog = dogType.GetMethod("Sample")!.Invoke(null, null)!;

        var copy = serializer.Deserialize<object>(serializer.SerializeToArray(dog));
        var deepCopy = services.GetRequiredService<DeepCopier>().Copy(dog);

        dogType.GetMethod("IsSample")!.Invoke(null, [copy]).ShouldBe(true);
        dogType.GetMethod("IsSample")!.Invoke(null, [deepCopy]).ShouldBe(true);
        deepCopy.ShouldNotBeSameAs(dog);
    }
}
