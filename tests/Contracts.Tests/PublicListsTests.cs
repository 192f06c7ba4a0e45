using System.Reflection;
using System.Text;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;

namespace AudioRooms.Contracts.Tests;

/// <summary>
/// What others build on, as text files beside this one. A difference means a change of the protocol or of a grain interface: if it is
/// meant, copy the new text from the failure's file; renaming or renumbering breaks deployed clients and rolling upgrades.
/// </summary>
public sealed class PublicListsTests
{
    private static readonly BindingFlags OwnPublic = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    [Trait("Covers", "M144")]
    [Trait("Covers", "M151")]
    [Trait("Covers", "N15")]
    public void WireProtocol_ComparedWithTheList_IsUnchanged()
    {
        var text = new StringBuilder();
        var files = new[]
        {
            SessionReflection.Descriptor,
            RoomCommandsReflection.Descriptor,
            RoomsReflection.Descriptor,
            ClubsReflection.Descriptor,
            EventsReflection.Descriptor,
            NotificationsReflection.Descriptor,
            AccountsReflection.Descriptor,
            ExternalSignInReflection.Descriptor,
            InvitationsReflection.Descriptor,
            ProfilesReflection.Descriptor,
            ModerationReflection.Descriptor,
            AdminReflection.Descriptor,
            WebhooksReflection.Descriptor,
            DiscoveryReflection.Descriptor,
            PhotosReflection.Descriptor,
        };
        foreach (var file in files)
        {
            foreach (var service in file.Services)
            {
                foreach (var method in service.Methods)
                {
                    text.AppendLine(
                        $"rpc {service.FullName}/{method.Name}({Streamed(method.IsClientStreaming)}{method.InputType.FullName})"
                        + $" returns ({Streamed(method.IsServerStreaming)}{method.OutputType.FullName})");
                }
            }

            foreach (var message in file.MessageTypes)
            {
                foreach (var field in message.Fields.InDeclarationOrder())
                {
                    text.AppendLine($"{message.FullName}.{field.Name} = {field.FieldNumber}: {TypeOf(field)}");
                }
            }

            foreach (var value in file.EnumTypes.SelectMany(type => type.Values))
            {
                text.AppendLine($"{value.FullName} = {value.Number}");
            }
        }

        TextList.ShouldEqual("WireProtocol.txt", text);
    }

    [Fact]
    public void GrainInterfaces_ComparedWithTheList_AreUnchanged()
    {
        var text = new StringBuilder();
        var interfaces = typeof(Identifiers).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in interfaces)
        {
            text.AppendLine($"{type.FullName} [{Alias(type)}]");
            foreach (var method in type.GetMethods(OwnPublic).OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                var parameters = method.GetParameters().Select(parameter => $"{TextList.NameOf(parameter.ParameterType)} {parameter.Name}");
                text.AppendLine($"    {TextList.NameOf(method.ReturnType)} {method.Name}({string.Join(", ", parameters)}) [{Alias(method)}]");
            }
        }

        TextList.ShouldEqual("GrainInterfaces.txt", text);
    }

    private static string Streamed(bool isStreaming) => isStreaming ? "stream " : string.Empty;

    private static string Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? "no alias";

    private static string TypeOf(FieldDescriptor field) =>
        (field.IsRepeated ? "repeated " : string.Empty) + field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString(),
        };
}
