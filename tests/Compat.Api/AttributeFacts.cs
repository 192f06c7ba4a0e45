using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace AudioRooms.Compat.Api;

/// <summary>
/// Reads the attributes that are part of an API's meaning. What only the compiler or a debugger reads is left out, and so are texts
/// for people: a stand-in words its own.
/// </summary>
internal sealed class AttributeFacts(MetadataReader reader, SignatureTypeProvider types) : ICustomAttributeTypeProvider<string>
{
    /// <summary>Attributes compared by presence alone.</summary>
    private static readonly HashSet<string> s_byPresence =
    [
        "System.FlagsAttribute",
        "System.ObsoleteAttribute",
        "System.ParamArrayAttribute",
        "System.Runtime.CompilerServices.ExtensionAttribute",
        "System.Runtime.CompilerServices.RequiredMemberAttribute",
        "System.Runtime.CompilerServices.EnumeratorCancellationAttribute",
        "System.Diagnostics.CodeAnalysis.NotNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.MaybeNullWhenAttribute",
        "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute",
    ];

    /// <summary>How a library's own serializer writes the library's own types is not a caller's business.</summary>
    private static readonly HashSet<string> s_ofTheSerializer =
    [
        "Orleans.AliasAttribute",
        "Orleans.CompoundTypeAliasAttribute",
        "Orleans.DefaultInvokableBaseTypeAttribute",
        "Orleans.GenerateMethodSerializersAttribute",
        "Orleans.GenerateSerializerAttribute",
        "Orleans.IdAttribute",
        "Orleans.ImmutableAttribute",
        "Orleans.InvokableBaseTypeAttribute",
        "Orleans.InvokableCustomInitializerAttribute",
        "Orleans.RegisterActivatorAttribute",
        "Orleans.RegisterConverterAttribute",
        "Orleans.RegisterCopierAttribute",
        "Orleans.RegisterSerializerAttribute",
        "Orleans.ReturnValueProxyAttribute",
        "Orleans.SerializerTransparentAttribute",
        "Orleans.SuppressReferenceTrackingAttribute",
        "Orleans.UseActivatorAttribute",
    ];

    /// <summary>The compared attributes as sorted text, one blank apart.</summary>
    internal string Read(CustomAttributeHandleCollection handles)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (CustomAttributeHandle handle in handles)
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            string name = NameOf(attribute);
            if (s_byPresence.Contains(name))
            {
                found.Add($"[{name}]");
            }
            else if (name == "System.AttributeUsageAttribute" || IsOfTheLibrary(name))
            {
                found.Add($"[{name}{Arguments(attribute)}]");
            }
        }

        return string.Join(' ', found);
    }

    /// <summary>The flags of <c>NullableAttribute</c>: none, one for every node, or one per node.</summary>
    internal ImmutableArray<byte> ReadNullable(CustomAttributeHandleCollection handles, string attributeName)
    {
        foreach (CustomAttributeHandle handle in handles)
        {
            CustomAttribute attribute = reader.GetCustomAttribute(handle);
            if (NameOf(attribute) != attributeName)
            {
                continue;
            }

            return attribute.DecodeValue(this).FixedArguments[0].Value switch
            {
                byte one => [one],
                ImmutableArray<CustomAttributeTypedArgument<string>> many => [.. many.Select(flag => (byte)flag.Value!)],
                var other => throw new BadImageFormatException($"Nullable flags were expected, {other} came."),
            };
        }

        return [];
    }

    internal bool Has(CustomAttributeHandleCollection handles, string attributeName) =>
        handles.Any(handle => NameOf(reader.GetCustomAttribute(handle)) == attributeName);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetSystemType() => "System.Type";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => MetadataNames.FullName(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => MetadataNames.FullName(reader, handle);

    public string GetTypeFromSerializedName(string name) => name.Split(',')[0];

    public bool IsSystemType(string type) => type == "System.Type";

    /// <summary>Enums of other assemblies cannot be looked up; all that occur in the compared attributes are 32-bit.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    private static bool IsOfTheLibrary(string name) => !s_ofTheSerializer.Contains(name)
        && (name.StartsWith("Orleans.", StringComparison.Ordinal) || name.StartsWith("Grpc.", StringComparison.Ordinal));

    private string Arguments(CustomAttribute attribute)
    {
        CustomAttributeValue<string> value = attribute.DecodeValue(this);
        string[] arguments =
        [
            .. value.FixedArguments.Select(argument => Text(argument.Value)),
            .. value.NamedArguments.Where(argument => !IsDefaultOfAttributeUsage(argument)).OrderBy(argument => argument.Name, StringComparer.Ordinal).Select(argument => $"{argument.Name} = {Text(argument.Value)}"),
        ];
        return arguments.Length == 0 ? "" : $"({string.Join(", ", arguments)})";
    }

    private static bool IsDefaultOfAttributeUsage(CustomAttributeNamedArgument<string> argument) =>
        argument is { Name: "AllowMultiple", Value: false } or { Name: "Inherited", Value: true };

    private static string Text(object? value) => value switch
    {
        null => "null",
        ImmutableArray<CustomAttributeTypedArgument<string>> many => $"[{string.Join(", ", many.Select(item => Text(item.Value)))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private string NameOf(CustomAttribute attribute) => attribute.Constructor.Kind switch
    {
        HandleKind.MethodDefinition =>
            MetadataNames.FullName(reader, reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()),
        HandleKind.MemberReference =>
            MetadataNames.FullName(reader, reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent, types),
        _ => throw new BadImageFormatException($"A constructor was expected, a {attribute.Constructor.Kind} came."),
    };
}
