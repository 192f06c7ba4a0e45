using Microsoft.CodeAnalysis;

namespace AudioRooms.Compat.Generator;

/// <summary>What the real compiler refuses is refused here, at the right place and with the way out.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("ORLEANS0001", "Ping", "public interface IA : IGrain { Task Ping(); } public class A : Grain, IA { [AlwaysInterleave] public Task Ping() => Task.CompletedTask; }")]
    [InlineData("ORLEANS0002", "x", "public interface IA : IGrain { Task Ping(ref int x); }")]
    [InlineData("ORLEANS0002", "x", "public interface IA : IGrain { Task Ping(out int x); }")]
    [InlineData("ORLEANS0002", "x", "public interface IA : IGrain { Task Ping(in int x); }")]
    [InlineData("ORLEANS0004", "X", "[GenerateSerializer] public class A { [Id(0)] public int Y { get; set; } public int X { get; set; } }")]
    [InlineData("ORLEANS0004", "_x", "[GenerateSerializer] public class A { private int _x = 5; public int Get() => _x; }")]
    [InlineData("ORLEANS0004", "X", "[GenerateSerializer] public record struct A([property: Id(0)] int Y) { public int X { get; init; } }")]
    [InlineData("ORLEANS0006", "X", "[GenerateSerializer] public abstract class A { [Id(0)] public abstract int X { get; set; } }")]
    [InlineData("ORLEANS0006", "X", "[GenerateSerializer] public class A { [Id(0)] public static int X { get; set; } }")]
    [InlineData("ORLEANS0008", "Name", "public interface IA : IGrain { string Name { get; } }")]
    [InlineData("ORLEANS0009", "Ping", "public interface IA : IGrain { int Ping(); }")]
    [InlineData("ORLEANS0009", "Ping", "public interface IA : IGrain { void Ping(); }")]
    [InlineData("ORLEANS0009", "Ping", "public interface IA : IGrainObserver { List<Task> Ping(); }")]
    [InlineData("ORLEANS0011", "B", "[GenerateSerializer, Alias(\"a\")] public class A { } [GenerateSerializer, Alias(\"a\")] public class B { }")]
    [InlineData("ORLEANS0011", "Pong", "public interface IA : IGrain { [Alias(\"p\")] Task Ping(); [Alias(\"p\")] Task Pong(); }")]
    [InlineData("ORLEANS0012", "Y", "[GenerateSerializer] public class A { [Id(0)] public int X { get; set; } [Id(0)] public int Y { get; set; } }")]
    [InlineData("ORLEANS0012", "Y", "[GenerateSerializer] public record A([property: Id(0)] int X, [property: Id(0)] int Y);")]
    [InlineData("ORLEANS0013", "A", "public interface IA : IGrain { } [GenerateSerializer] public class A : Grain, IA { }")]
    [InlineData("ORLEANS0101", "X", "[GenerateSerializer] public class A { [Id(0)] public int X => 5; }")]
    [InlineData("ORLEANS0107", "B", "public class A { [GenerateSerializer] private class B { } }")]
    [InlineData("ORLEANS0107", "IB", "public class A { private interface IB : IGrain { } }")]
    [InlineData("ORLEANS0109", "Ping", "public interface IA : IGrain { Task Ping(CancellationToken a, CancellationToken b); }")]
    public async Task Rules_ForbiddenSource_IsRefusedAtTheCulprit(string id, string culprit, string source)
    {
        var run = GeneratorRun.Of(source);

        var diagnostic = (await run.RulesAsync()).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe(id);
        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length).ShouldBe(culprit);
        diagnostic.GetMessage(formatProvider: null).ShouldContain(culprit);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("ConfigureAwaitOptions.SuppressThrowing", true)]
    [InlineData("ConfigureAwaitOptions.None", true)]
    [InlineData("true", false)]
    [InlineData("ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing", false)]
    public async Task Rules_ConfigureAwaitInGrain_WarnsIfItLeavesTheGrain(string argument, bool warns)
    {
        var run = GeneratorRun.Of(
            $$"""
            public interface IA : IGrain { Task Ping(); }
            public class A : Grain, IA { public async Task Ping() { await Task.CompletedTask.ConfigureAwait({{argument}}); } }
            public class NoGrain { public async Task Ping() { await Task.CompletedTask.ConfigureAwait({{argument}}); } }
            """);

        var rules = await run.RulesAsync();

        rules.Select(static rule => (rule.Id, rule.Severity)).ShouldBe(warns ? [("ORLEANS0014", DiagnosticSeverity.Warning)] : []);
    }

    [Theory]
    [InlineData("[GenerateSerializer] public class A { [NonSerialized] private int _x = 1; [field: NonSerialized] public int Y { get; set; } public int Z => _x; public static int S; public const int C = 1; }")]
    [InlineData("[GenerateSerializer] public record A(int X, string Y);")]
    [InlineData("[GenerateSerializer(GenerateFieldIds = GenerateFieldIds.PublicProperties)] public class A { public int X { get; set; } }")]
    [InlineData("[GenerateSerializer] public class A { [Id(0)] public int X { get; } [Id(1)] private readonly int _y; public int Sum => X + _y; }")]
    [InlineData("[GenerateSerializer, Alias(\"x\")] public enum E { A }")]
    [InlineData("public interface IA : IGrain { [OneWay] void Ping(); Task<int> B(); ValueTask C(); ValueTask<int> D(); IAsyncEnumerable<int> E(CancellationToken token); static int F() => 1; }")]
    [InlineData("public interface IA : IGrainObserver { void Ping(); Task Pong(); }")]
    public async Task Rules_AllowedSource_IsNotRefused(string source)
    {
        var run = GeneratorRun.Of(source);

        (await run.RulesAsync()).ShouldBeEmpty();
        run.Compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }
}
