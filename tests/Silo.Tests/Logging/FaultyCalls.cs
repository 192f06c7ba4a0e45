using Grpc.Core;

namespace AudioRooms.Silo.Tests.Logging;

/// <summary>A service that fails as the call asks: while it reads the request, or in its method.</summary>
internal static class FaultyCalls
{
    public const string Path = "/faulty.Calls/Fail";

    /// <summary>Makes the service's own reading of the request fail.</summary>
    public const byte WhileReading = 1;

    /// <summary>First bytes of a request from here on choose the exception that the method throws.</summary>
    public const byte InTheMethod = 2;

    private static readonly Method<byte[], byte[]> Failing = new(
        MethodType.Unary,
        "faulty.Calls",
        "Fail",
        Marshallers.Create<byte[]>(static bytes => bytes, Read),
        Marshallers.Create<byte[]>(static bytes => bytes, static bytes => bytes));

    public static IReadOnlyList<Exception> Faults { get; } =
    [
        new IOException("The disk is full."),
        new InvalidDataException("What was stored is no picture."),
        new FormatException("What was stored is no base64."),
        new InvalidOperationException("There is no such thing."),
    ];

    public static void Bind(ServiceBinderBase binder, ServiceBase? service) =>
        binder.AddMethod(Failing, service is null ? null : new UnaryServerMethod<byte[], byte[]>(service.Fail));

    private static byte[] Read(byte[] request) =>
        request is [WhileReading, ..] ? throw new InvalidDataException("A mistake in our own reading.") : request;

    /// <summary>The type in which the binder looks for methods by name.</summary>
    [BindServiceMethod(typeof(FaultyCalls), nameof(Bind))]
    internal abstract class ServiceBase
    {
        public abstract Task<byte[]> Fail(byte[] request, ServerCallContext context);
    }

    internal sealed class Service : ServiceBase
    {
        public override Task<byte[]> Fail(byte[] request, ServerCallContext context)
        {
            // As the gateway does first; a binary header that is not base64 fails here.
            _ = context.RequestHeaders;
            return request is [>= InTheMethod, ..] ? throw Faults[request[0] - InTheMethod] : Task.FromResult<byte[]>([]);
        }
    }
}
