using AudioRooms.Wire.V1;
using Google.Protobuf.Reflection;

namespace AudioRooms.Gateway.Tests.Access;

/// <summary>The descriptors of all files of the protocol.</summary>
internal static class AllFiles
{
    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(AccountsReflection).Assembly.GetTypes()
            .Where(type => type.Namespace == "AudioRooms.Wire.V1" && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!),
    ];

    public static IEnumerable<MethodDescriptor> Methods =>
        Files.SelectMany(file => file.Services).SelectMany(service => service.Methods);
}
