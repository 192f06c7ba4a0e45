using System.Text;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;

namespace AudioRooms.Protocol.Tests;

/// <summary>
/// The wire as a text file beside this one. A difference is a change of the protocol: if it is intended, copy the new text from
/// the file that the failure names. Renaming or renumbering breaks deployed clients.
/// </summary>
public sealed class WireProtocolTests
{
    [Fact]
    public void Messages_ComparedWithTheList_AreUnchanged()
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

    private static string Streamed(bool isStreaming) => isStreaming ? "stream " : string.Empty;

    private static string TypeOf(FieldDescriptor field) =>
        (field.IsRepeated ? "repeated " : string.Empty) + field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString(),
        };
}
