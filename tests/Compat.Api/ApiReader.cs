using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AudioRooms.Compat.Api;

/// <summary>
/// Lists what an assembly offers, from its metadata alone: nothing is loaded or resolved, because the assemblies that the real
/// packages depend on are not at hand.
/// </summary>
internal sealed class ApiReader
{
    private readonly MetadataReader _reader;
    private readonly SignatureTypeProvider _types = new();
    private readonly AttributeFacts _attributes;
    private readonly MemberReader _members;
    private readonly string _assembly;

    private ApiReader(MetadataReader reader)
    {
        _reader = reader;
        _attributes = new AttributeFacts(reader, _types);
        _members = new MemberReader(reader, _types, _attributes);
        _assembly = reader.GetString(reader.GetAssemblyDefinition().Name);
    }

    internal static IReadOnlyList<ApiType> ReadFile(string path) => Read(File.OpenRead(path));

    /// <summary>Reads the types and closes the stream.</summary>
    internal static IReadOnlyList<ApiType> Read(Stream image)
    {
        using PEReader file = new(image);
        ApiReader reader = new(file.GetMetadataReader());
        return [.. reader._reader.TypeDefinitions.Where(reader.IsOffered).Select(reader.ReadType)];
    }

    /// <summary>Public all the way out, and not the output of a source generator.</summary>
    private bool IsOffered(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        if (_reader.GetString(type.Namespace).StartsWith("OrleansCodeGen", StringComparison.Ordinal))
        {
            return false;
        }

        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsOffered(type.GetDeclaringType()),
            _ => false,
        };
    }

    private ApiType ReadType(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _reader.GetTypeDefinition(handle);
        string baseType = type.BaseType.IsNil ? "" : MetadataNames.FullName(_reader, type.BaseType, _types);
        bool isStruct = baseType is "System.ValueType" or "System.Enum";
        SortedSet<string> interfaces = new(StringComparer.Ordinal);
        foreach (InterfaceImplementationHandle implementation in type.GetInterfaceImplementations())
        {
            EntityHandle entity = _reader.GetInterfaceImplementation(implementation).Interface;
            if (CanBeNamed(entity))
            {
                interfaces.Add(MetadataNames.FullName(_reader, entity, _types));
            }
        }

        Dictionary<string, string> facts = new()
        {
            ["kind"] = Kind(type, baseType),
            ["attributes"] = _attributes.Read(type.GetCustomAttributes()),
            ["constraints"] = _members.Constraints(type.GetGenericParameters()),
        };
        return new ApiType(
            MetadataNames.FullName(_reader, handle),
            _assembly,
            facts,
            isStruct || baseType is "" or "System.Object" or "System.MulticastDelegate" ? null : baseType,
            interfaces,
            _members.Read(handle, isEnum: baseType == "System.Enum"));
    }

    private string Kind(TypeDefinition type, string baseType)
    {
        CustomAttributeHandleCollection attributes = type.GetCustomAttributes();
        bool isAbstract = type.Attributes.HasFlag(TypeAttributes.Abstract);
        bool isSealed = type.Attributes.HasFlag(TypeAttributes.Sealed);
        return baseType switch
        {
            _ when type.Attributes.HasFlag(TypeAttributes.Interface) => "interface",
            "System.Enum" => "enum : " + UnderlyingType(type),
            "System.ValueType" => string.Create(
                CultureInfo.InvariantCulture,
                $"{Word(_attributes.Has(attributes, "System.Runtime.CompilerServices.IsReadOnlyAttribute"), "readonly ")}{Word(_attributes.Has(attributes, "System.Runtime.CompilerServices.IsByRefLikeAttribute"), "ref ")}struct"),
            "System.MulticastDelegate" => "delegate",
            _ when isAbstract && isSealed => "static class",
            _ when isAbstract => "abstract class",
            _ when isSealed => "sealed class",
            _ => "class",
        };
    }

    private static string Word(bool present, string word) => present ? word : "";

    private string UnderlyingType(TypeDefinition type) => type.GetFields()
        .Select(_reader.GetFieldDefinition)
        .Where(field => !field.Attributes.HasFlag(FieldAttributes.Static))
        .Select(field => field.DecodeSignature(_types, null).ToString())
        .Single();

    /// <summary>An interface of the same assembly may be internal; one of another assembly is taken to be public.</summary>
    private bool CanBeNamed(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => IsOffered((TypeDefinitionHandle)handle),
        HandleKind.TypeSpecification => !InternalNames.Any(
            MetadataNames.FullName(_reader, handle, _types).Split('<', '>', ',', ' ', '[', ']').Contains),
        _ => true,
    };

    private HashSet<string> InternalNames => field ??=
        [.. _reader.TypeDefinitions.Where(handle => !IsOffered(handle)).Select(handle => MetadataNames.FullName(_reader, handle))];
}
