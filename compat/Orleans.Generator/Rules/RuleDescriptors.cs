using Microsoft.CodeAnalysis;

namespace Orleans.Generator.Rules;

/// <summary>What the compiler refuses, under upstream's ids. The message names the culprit and says what to do.</summary>
internal static class RuleDescriptors
{
    public static readonly DiagnosticDescriptor AlwaysInterleaveOnClass = Error(
        "ORLEANS0001",
        "[AlwaysInterleave] belongs on the grain interface",
        "[AlwaysInterleave] has no effect on '{0}': put it on the method of the grain interface");

    public static readonly DiagnosticDescriptor ReferenceParameter = Error(
        "ORLEANS0002",
        "No ref, out or in parameters on grain interfaces",
        "Parameter '{0}' of '{1}' is passed by reference, which a call between processes cannot do: pass a value, and return what is to come back");

    public static readonly DiagnosticDescriptor MissingId = Error(
        "ORLEANS0004",
        "A member of a serializable type has no [Id]",
        "'{0}' of the serializable type '{1}' would be lost: give it an [Id] that no other member has, or mark it [NonSerialized] ([field: NonSerialized] on a property)");

    public static readonly DiagnosticDescriptor AbstractOrStaticMember = Error(
        "ORLEANS0006",
        "Abstract and static members cannot be serialized",
        "'{0}' is {1} and cannot be serialized: move its [Id] to the member that holds the value");

    public static readonly DiagnosticDescriptor InterfaceProperty = Error(
        "ORLEANS0008",
        "No properties on grain interfaces",
        "'{0}' is a property or event of the grain interface '{1}': make it a method that returns a Task");

    public static readonly DiagnosticDescriptor ReturnType = Error(
        "ORLEANS0009",
        "A grain method returns a task",
        "'{0}' returns '{1}': return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>, or void from a method of an IGrainObserver or a [OneWay] method");

    public static readonly DiagnosticDescriptor DuplicateAlias = Error(
        "ORLEANS0011",
        "An [Alias] is used twice",
        "The alias \"{0}\" of '{1}' is taken by '{2}': choose another, since messages know both only by it");

    public static readonly DiagnosticDescriptor DuplicateId = Error(
        "ORLEANS0012",
        "An [Id] is used twice",
        "'{0}' has the same [Id({1})] as '{2}': give it a number that no member of '{3}' has, nor had in stored data");

    public static readonly DiagnosticDescriptor AttributeOnGrainClass = Error(
        "ORLEANS0013",
        "A serialization attribute on a grain class",
        "[{0}] does nothing on the grain class '{1}': a grain is never serialized, only references to it are");

    public static readonly DiagnosticDescriptor ConfigureAwait = new(
        "ORLEANS0014",
        "No ConfigureAwait(false) in grains",
        "ConfigureAwait here takes the rest of the method off the grain's turns: leave it out, or pass true or ConfigureAwaitOptions.ContinueOnCapturedContext",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoSetter = Error(
        "ORLEANS0101",
        "A serializable property cannot be set",
        "Property '{0}' has an [Id] and cannot be set when it is read back: give it a setter or init, or make it automatic");

    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "ORLEANS0107",
        "A type is not accessible from generated code",
        "Generated code in this assembly cannot name '{0}': make it, and the types around it, internal or public");

    public static readonly DiagnosticDescriptor TwoCancellationTokens = Error(
        "ORLEANS0109",
        "Two CancellationToken parameters",
        "'{0}' has more than one CancellationToken parameter: keep one, which the runtime cancels");

    private const string Category = "Usage";

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
