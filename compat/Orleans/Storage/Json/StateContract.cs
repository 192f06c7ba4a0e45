using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.Storage;

/// <summary>
/// Adapts System.Text.Json's view of a type to what a grain's state needs: members that carry <c>[Id]</c> are stored whatever their
/// accessibility, public properties are restored through private setters, types without a public constructor can be created, and
/// class hierarchies keep their derived type.
/// </summary>
internal static class StateContract
{
    private const BindingFlags DeclaredInstance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    internal static void Apply(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in contract.Properties)
        {
            if (property.PropertyType == typeof(object))
            {
                throw new NotSupportedException(
                    $"{contract.Type}.{property.Name} is declared as object: grain state needs a type to be created again.");
            }

            UsePrivateSetter(property);
        }

        AddIdMembers(contract);
        contract.PolymorphismOptions ??= DerivedTypes.PolymorphismOf(contract.Type);
        if (contract.CreateObject is null && CreatorOf(contract) is { } creator)
        {
            // Setting null here would take a parametrised constructor away.
            contract.CreateObject = creator;
        }
    }

    private static void UsePrivateSetter(JsonPropertyInfo property)
    {
        if (property.Set is null && property.AttributeProvider is PropertyInfo member)
        {
            property.Set = Setter(member) ?? Setter(BackingField(member));
        }
    }

    private static void AddIdMembers(JsonTypeInfo contract)
    {
        for (var type = contract.Type; type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var member in type.GetMembers(DeclaredInstance))
            {
                if (!member.IsDefined(typeof(IdAttribute), inherit: false) || IsIgnored(member) || IsPresent(contract, member))
                {
                    continue;
                }

                if (CreateProperty(contract, member) is { } added)
                {
                    contract.Properties.Add(added);
                }
            }
        }
    }

    private static JsonPropertyInfo? CreateProperty(JsonTypeInfo contract, MemberInfo member)
    {
        switch (member)
        {
            case FieldInfo field:
                var stored = contract.CreateJsonPropertyInfo(field.FieldType, field.Name);
                stored.Get = field.GetValue;
                stored.Set = field.SetValue;
                return stored;
            case PropertyInfo { CanRead: true } property:
                var created = contract.CreateJsonPropertyInfo(property.PropertyType, property.Name);
                created.Get = property.GetValue;
                created.Set = Setter(property) ?? Setter(BackingField(property));
                return created;
            default:
                return null;
        }
    }

    /// <summary>A get-only automatic property is stored in a field of which the compiler chose the name.</summary>
    private static FieldInfo? BackingField(PropertyInfo property) =>
        property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", DeclaredInstance);

    private static bool IsIgnored(MemberInfo member) =>
        member.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };

    private static bool IsPresent(JsonTypeInfo contract, MemberInfo member)
    {
        foreach (var property in contract.Properties)
        {
            if (property.Name == member.Name)
            {
                return true;
            }
        }

        return false;
    }

    private static Action<object, object?>? Setter(PropertyInfo property) => property.CanWrite ? property.SetValue : null;

    private static Action<object, object?>? Setter(FieldInfo? field) => field is null ? null : field.SetValue;

    /// <summary>
    /// How to create a type for which System.Text.Json found no constructor: the private parameterless one, else, as upstream's binary
    /// serializer does, an object of which no constructor ran. Null where it found one, or where nothing can be created.
    /// </summary>
    private static Func<object>? CreatorOf(JsonTypeInfo contract)
    {
        var type = contract.Type;
        if (type.IsAbstract || type.IsInterface || typeof(IEnumerable).IsAssignableFrom(type) || HasUsableConstructor(type))
        {
            return null;
        }

        var constructor = type.GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, []);
        return constructor is null ? () => RuntimeHelpers.GetUninitializedObject(type) : () => constructor.Invoke(null);
    }

    private static bool HasUsableConstructor(Type type)
    {
        var constructors = type.GetConstructors();
        return type.IsValueType || constructors.Length == 1 || type.GetConstructor(Type.EmptyTypes) is not null
            || Array.Exists(constructors, one => one.IsDefined(typeof(JsonConstructorAttribute), false));
    }
}
