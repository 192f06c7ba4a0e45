using Grpc.Core;

namespace AudioRooms.Compat.Grpc;

/// <summary>Methods over plain text, for tests that bring their own handlers.</summary>
internal static class TextMethods
{
    public static readonly Method<string, string> Unary = Create(MethodType.Unary);
    public static readonly Method<string, string> ClientStreaming = Create(MethodType.ClientStreaming);
    public static readonly Method<string, string> ServerStreaming = Create(MethodType.ServerStreaming);
    public static readonly Method<string, string> Duplex = Create(MethodType.DuplexStreaming);

    private static Method<string, string> Create(MethodType type) =>
        new(type, "text.Service", type.ToString(), Marshallers.StringMarshaller, Marshallers.StringMarshaller);
}
