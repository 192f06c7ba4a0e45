using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.Storage;

/// <summary>
/// Finds the types that a member declared as a class or interface may hold: the concrete types of the loaded assemblies that derive
/// from it. Looked up once per declared type. A type that is not among them is refused when it is written, so nothing is cut short.
/// </summary>
internal static class DerivedTypes
{
    internal const string Discriminator = "$type";

    internal static JsonPolymorphismOptions? PolymorphismOf(Type declared)
    {
        if (declared.IsSealed || declared.IsValueType || declared == typeof(object) || IsOfTheSystem(declared))
        {
            return null;
        }

        var options = new JsonPolymorphismOptions
        {
            TypeDiscriminatorPropertyName = Discriminator,
            UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization,
        };
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!MayDeriveFrom(assembly, declared))
            {
                continue;
            }

            foreach (var type in TypesOf(assembly))
            {
                if (declared.IsAssignableFrom(type) && type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false })
                {
                    options.DerivedTypes.Add(type == declared ? new JsonDerivedType(type) : new JsonDerivedType(type, NameOf(type)));
                }
            }
        }

        return options.DerivedTypes.Count == 0 ? null : options;
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;

    private static bool IsOfTheSystem(Type type) => type.Assembly == typeof(object).Assembly;

    private static bool MayDeriveFrom(Assembly assembly, Type declared)
    {
        if (assembly.IsDynamic)
        {
            return false;
        }

        var declaring = declared.Assembly;
        return assembly == declaring
            || Array.Exists(assembly.GetReferencedAssemblies(), reference => reference.Name == declaring.GetName().Name);
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException incomplete)
        {
            // An optional dependency is absent; the types that need it cannot be in any state.
            return [.. incomplete.Types.OfType<Type>()];
        }
    }
}
