using System.Reflection.Metadata;

namespace AudioRooms.Compat.Api;

/// <summary>Full names of metadata entities: <c>Namespace.Outer`1+Inner</c>.</summary>
internal static class MetadataNames
{
    internal static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = reader.GetString(type.Name);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? Join(reader.GetString(type.Namespace), name) : $"{FullName(reader, outer)}+{name}";
    }

    internal static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{FullName(reader, (TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : Join(reader.GetString(type.Namespace), name);
    }

    internal static string FullName(MetadataReader reader, EntityHandle handle, SignatureTypeProvider provider) => handle.Kind switch
    {
        HandleKind.TypeDefinition => FullName(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => FullName(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(provider, null).ToString(),
        _ => throw new BadImageFormatException($"A type was expected, a {handle.Kind} came."),
    };

    private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
