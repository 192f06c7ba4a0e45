using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Storage;

/// <summary>
/// Creates the value that a grain sees when nothing is stored: by the parameterless constructor, whatever its accessibility; without
/// one (a positional record, say) an object of which every member has its default.
/// </summary>
internal static class StateActivator<TState>
{
    private static readonly Func<TState> Creator = MakeCreator();

    internal static TState Create() => Creator();

    private static Func<TState> MakeCreator()
    {
        var type = typeof(TState);
        if (type.IsValueType || type.IsAbstract || type.IsInterface || type.IsArray || type == typeof(string))
        {
            return static () => default!;
        }

        const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var constructor = type.GetConstructor(AnyInstance, []);
        return constructor is null
            ? static () => (TState)RuntimeHelpers.GetUninitializedObject(typeof(TState))
            : () => (TState)constructor.Invoke(null);
    }
}
