using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Text;

namespace AudioRooms.Compat.Api;

/// <summary>
/// Spells out the nullable annotations of a signature, one digit per reference in it. The compiler compresses them: a single
/// flag stands for all, and the innermost <c>NullableContextAttribute</c> for what has none (Roslyn's "nullable metadata" document).
/// </summary>
internal sealed class NullabilityFlags(MetadataReader reader, AttributeFacts attributes)
{
    private const string NullableAttribute = "System.Runtime.CompilerServices.NullableAttribute";
    private const string NullableContextAttribute = "System.Runtime.CompilerServices.NullableContextAttribute";

    internal void Append(StringBuilder text, TypeName type, CustomAttributeHandleCollection? own, byte context)
    {
        ImmutableArray<byte> flags = own is { } handles ? attributes.ReadNullable(handles, NullableAttribute) : [];
        int index = 0;
        foreach (NullabilityRole role in type.NullabilityFlags)
        {
            byte flag = flags.Length switch
            {
                0 => context,
                1 => flags[0],
                _ => index < flags.Length ? flags[index] : (byte)0,
            };
            text.Append(role == NullabilityRole.AlwaysOblivious ? '0' : (char)('0' + flag));
            index++;
        }
    }

    internal byte ContextOf(MethodDefinition method)
    {
        ImmutableArray<byte> flags = attributes.ReadNullable(method.GetCustomAttributes(), NullableContextAttribute);
        return flags.Length == 1 ? flags[0] : ContextOf(method.GetDeclaringType());
    }

    internal byte ContextOf(TypeDefinitionHandle handle)
    {
        while (!handle.IsNil)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            ImmutableArray<byte> flags = attributes.ReadNullable(type.GetCustomAttributes(), NullableContextAttribute);
            if (flags.Length == 1)
            {
                return flags[0];
            }

            handle = type.GetDeclaringType();
        }

        ImmutableArray<byte> ofModule = attributes.ReadNullable(reader.GetModuleDefinition().GetCustomAttributes(), NullableContextAttribute);
        return ofModule.Length == 1 ? ofModule[0] : (byte)0;
    }
}
