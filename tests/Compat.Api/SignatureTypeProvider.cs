using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace AudioRooms.Compat.Api;

/// <summary>Decodes signatures into names without resolving a single reference.</summary>
internal sealed class SignatureTypeProvider : ISignatureTypeProvider<TypeName, object?>
{
    private const byte ValueTypeKind = 0x11;

    public TypeName GetPrimitiveType(PrimitiveTypeCode typeCode)
    {
        string name = "System." + typeCode;
        return typeCode is PrimitiveTypeCode.String or PrimitiveTypeCode.Object ? TypeName.Reference(name) : TypeName.Value(name);
    }

    public TypeName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) =>
        Named(MetadataNames.FullName(reader, handle), rawTypeKind);

    public TypeName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        Named(MetadataNames.FullName(reader, handle), rawTypeKind);

    public TypeName GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public TypeName GetGenericInstantiation(TypeName genericType, ImmutableArray<TypeName> typeArguments) =>
        genericType with
        {
            Arguments = typeArguments,
            Nullability = genericType.Nullability == NullabilityRole.Silent ? NullabilityRole.AlwaysOblivious : NullabilityRole.Flagged,
        };

    public TypeName GetGenericTypeParameter(object? genericContext, int index) => TypeName.Reference("!" + index.ToString(CultureInfo.InvariantCulture));

    public TypeName GetGenericMethodParameter(object? genericContext, int index) => TypeName.Reference("!!" + index.ToString(CultureInfo.InvariantCulture));

    public TypeName GetSZArrayType(TypeName elementType) => new("[]", [elementType], NullabilityRole.Flagged);

    public TypeName GetArrayType(TypeName elementType, ArrayShape shape) =>
        new($"[{new string(',', shape.Rank - 1)}]", [elementType], NullabilityRole.Flagged);

    public TypeName GetByReferenceType(TypeName elementType) => new("&", [elementType], NullabilityRole.Silent);

    public TypeName GetPointerType(TypeName elementType) => new("*", [elementType], NullabilityRole.Silent);

    public TypeName GetPinnedType(TypeName elementType) => elementType;

    public TypeName GetFunctionPointerType(MethodSignature<TypeName> signature) =>
        new("delegate*", [.. signature.ParameterTypes, signature.ReturnType], NullabilityRole.Silent);

    /// <summary>Keeps the modifiers that are part of the contract: <c>in</c>, <c>init</c>, <c>volatile</c>, <c>unmanaged</c>.</summary>
    public TypeName GetModifiedType(TypeName modifier, TypeName unmodifiedType, bool isRequired) =>
        isRequired ? new("modreq", [unmodifiedType, TypeName.Value(modifier.Name)], NullabilityRole.Silent) : unmodifiedType;

    private static TypeName Named(string name, byte rawTypeKind) =>
        rawTypeKind == ValueTypeKind ? TypeName.Value(name) : TypeName.Reference(name);
}
