using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Text;

namespace AudioRooms.Compat.Api;

/// <summary>Lists the public and protected members that a type declares itself.</summary>
internal sealed class MemberReader(MetadataReader reader, SignatureTypeProvider types, AttributeFacts attributes)
{
    private readonly NullabilityFlags _nullability = new(reader, attributes);

    /// <summary>
    /// Members by signature. Overrides are left out: they offer nothing that the base type does not. Accessors appear as the methods
    /// they are, their property or event only if it bears attributes.
    /// </summary>
    internal IReadOnlyDictionary<string, ApiMember> Read(TypeDefinitionHandle handle, bool isEnum)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        Dictionary<string, ApiMember> members = new(StringComparer.Ordinal);
        foreach (MethodDefinition method in type.GetMethods().Select(reader.GetMethodDefinition).Where(IsOffered))
        {
            Add(members, ReadMethod(method));
        }

        foreach (FieldDefinition field in type.GetFields().Select(reader.GetFieldDefinition).Where(IsOffered))
        {
            // The one instance field of an enum is its underlying type, which the kind already says.
            if (!isEnum || field.Attributes.HasFlag(FieldAttributes.Static))
            {
                Add(members, ReadField(field, handle));
            }
        }

        foreach (PropertyDefinition property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            PropertyAccessors accessors = property.GetAccessors();
            string found = attributes.Read(property.GetCustomAttributes());
            if (found.Length > 0 && new[] { accessors.Getter, accessors.Setter }.Any(accessor => !accessor.IsNil && IsVisible(reader.GetMethodDefinition(accessor))))
            {
                Add(members, new ApiMember($"property {reader.GetString(property.Name)}", new Dictionary<string, string> { ["attributes"] = found }));
            }
        }

        return members;
    }

    internal string Constraints(GenericParameterHandleCollection parameters)
    {
        StringBuilder text = new();
        foreach (GenericParameter parameter in parameters.Select(reader.GetGenericParameter))
        {
            IEnumerable<string> bases = parameter.GetConstraints()
                .Select(constraint => reader.GetGenericParameterConstraint(constraint).Type)
                .Select(type => MetadataNames.FullName(reader, type, types))
                .Order(StringComparer.Ordinal);
            string all = string.Join(", ", bases.Prepend(parameter.Attributes == 0 ? "" : parameter.Attributes.ToString()).Where(part => part.Length > 0));
            if (all.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"where !{parameter.Index} : {all}; ");
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Add(Dictionary<string, ApiMember> members, ApiMember member) => members.Add(member.Signature, member);

    private bool IsOffered(MethodDefinition method)
    {
        bool isOverride = method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.NewSlot);
        return IsVisible(method) && !isOverride && reader.GetString(method.Name) != ".cctor";
    }

    private static bool IsVisible(MethodDefinition method) => (method.Attributes & MethodAttributes.MemberAccessMask)
        is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;

    private static bool IsOffered(FieldDefinition field) => (field.Attributes & FieldAttributes.FieldAccessMask)
        is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private ApiMember ReadMethod(MethodDefinition method)
    {
        MethodSignature<TypeName> signature = method.DecodeSignature(types, null);
        byte context = _nullability.ContextOf(method);
        Dictionary<int, Parameter> parameters = method.GetParameters().Select(reader.GetParameter).ToDictionary(parameter => parameter.SequenceNumber);
        StringBuilder nullability = new();
        List<string> names = [];
        List<string> defaults = [];
        List<string> found = [];
        for (int position = 0; position <= signature.ParameterTypes.Length; position++)
        {
            TypeName type = position == 0 ? signature.ReturnType : signature.ParameterTypes[position - 1];
            if (!parameters.TryGetValue(position, out Parameter parameter))
            {
                _nullability.Append(nullability, type, null, context);
                continue;
            }

            _nullability.Append(nullability, type, parameter.GetCustomAttributes(), context);
            string ofParameter = attributes.Read(parameter.GetCustomAttributes());
            if (ofParameter.Length > 0)
            {
                found.Add($"{(position == 0 ? "return" : position)}: {ofParameter}");
            }

            if (position > 0)
            {
                names.Add(Direction(parameter) + reader.GetString(parameter.Name));
                if (parameter.Attributes.HasFlag(ParameterAttributes.Optional))
                {
                    defaults.Add($"{position} = {Constant(parameter.GetDefaultValue())}");
                }
            }
        }

        string ofMethod = attributes.Read(method.GetCustomAttributes());
        int arity = signature.GenericParameterCount;
        string name = reader.GetString(method.Name) + (arity == 0 ? "" : $"``{arity}");
        bool isAccessor = method.Attributes.HasFlag(MethodAttributes.SpecialName);
        Dictionary<string, string> facts = new()
        {
            ["modifiers"] = Modifiers(method.Attributes),
            // The parameter of a setter is always called value, and no caller can name it.
            ["parameter names"] = isAccessor && name.StartsWith("set_", StringComparison.Ordinal) ? "" : string.Join(", ", names),
            ["defaults"] = string.Join(", ", defaults),
            ["attributes"] = string.Join("; ", found.Prepend(ofMethod).Where(text => text.Length > 0)),
            ["constraints"] = Constraints(method.GetGenericParameters()),
        };
        return new ApiMember($"{signature.ReturnType} {name}({string.Join(", ", signature.ParameterTypes)})", facts, nullability.ToString());
    }

    private ApiMember ReadField(FieldDefinition field, TypeDefinitionHandle owner)
    {
        TypeName type = field.DecodeSignature(types, null);
        StringBuilder nullability = new();
        _nullability.Append(nullability, type, field.GetCustomAttributes(), _nullability.ContextOf(owner));
        string[] modifiers =
        [
            Access(field.Attributes.HasFlag(FieldAttributes.Family) && !field.Attributes.HasFlag(FieldAttributes.Public)),
            field.Attributes.HasFlag(FieldAttributes.Literal) ? "const" : field.Attributes.HasFlag(FieldAttributes.Static) ? "static" : "",
            field.Attributes.HasFlag(FieldAttributes.InitOnly) ? "readonly" : "",
        ];
        Dictionary<string, string> facts = new()
        {
            ["modifiers"] = string.Join(' ', modifiers.Where(word => word.Length > 0)),
            ["value"] = field.Attributes.HasFlag(FieldAttributes.Literal) ? Constant(field.GetDefaultValue()) : "",
            ["attributes"] = attributes.Read(field.GetCustomAttributes()),
        };
        return new ApiMember($"field {type} {reader.GetString(field.Name)}", facts, nullability.ToString());
    }

    private static string Modifiers(MethodAttributes flags)
    {
        bool isVirtual = flags.HasFlag(MethodAttributes.Virtual);
        bool isFinal = flags.HasFlag(MethodAttributes.Final);
        string[] words =
        [
            Access((flags & MethodAttributes.MemberAccessMask) != MethodAttributes.Public),
            flags.HasFlag(MethodAttributes.Static) ? "static" : "",
            // A final virtual method is a plain one that implements an interface: not a caller's business.
            flags.HasFlag(MethodAttributes.Abstract) ? "abstract" : isVirtual && !isFinal ? "virtual" : "",
        ];
        return string.Join(' ', words.Where(word => word.Length > 0));
    }

    private static string Access(bool isProtected) => isProtected ? "protected" : "public";

    private static string Direction(Parameter parameter) =>
        parameter.Attributes.HasFlag(ParameterAttributes.Out) && !parameter.Attributes.HasFlag(ParameterAttributes.In) ? "out " : "";

    private string Constant(ConstantHandle handle)
    {
        if (handle.IsNil)
        {
            return "default";
        }

        Constant constant = reader.GetConstant(handle);
        object? value = reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);
        return value is string text ? $"\"{text}\"" : Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } shown ? shown : "null";
    }
}
