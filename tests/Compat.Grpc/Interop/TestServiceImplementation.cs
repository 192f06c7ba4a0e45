using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>The server side of the interoperability cases.</summary>
internal sealed class TestServiceImplementation(TimeProvider time) : TestService.TestServiceBase
{
    private const string InitialKey = "x-grpc-test-echo-initial";
    private const string TrailingKey = "x-grpc-test-echo-trailing-bin";

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        RefuseUnlessCompressedAs(request.ExpectCompressed, context);
        await EchoMetadataAsync(context, request.ResponseCompressed?.Value ?? false);
        ThrowIfAskedTo(request.ResponseStatus);
        return new SimpleResponse { Payload = CreatePayload(request.ResponseSize) };
    }

    public override async Task StreamingOutputCall(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        await EchoMetadataAsync(context, request.ResponseParameters.Any(parameters => parameters.Compressed?.Value ?? false));
        await AnswerAsync(request, responseStream, context);
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        var size = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            RefuseUnlessCompressedAs(request.ExpectCompressed, context);
            size += request.Payload.Body.Length;
        }

        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await EchoMetadataAsync(context, isCompressed: false);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await AnswerAsync(request, responseStream, context);
        }
    }

    private async Task AnswerAsync(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        ThrowIfAskedTo(request.ResponseStatus);
        foreach (var parameters in request.ResponseParameters)
        {
            if (parameters.IntervalUs > 0)
            {
                await Task.Delay(TimeSpan.FromMicroseconds(parameters.IntervalUs), time, context.CancellationToken);
            }

            responseStream.WriteOptions = parameters.Compressed?.Value ?? false ? WriteOptions.Default : new WriteOptions(WriteFlags.NoCompress);
            await responseStream.WriteAsync(
                new StreamingOutputCallResponse { Payload = CreatePayload(parameters.Size) }, context.CancellationToken);
        }
    }

    private static Payload CreatePayload(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };

    private static void ThrowIfAskedTo(EchoStatus? status)
    {
        if (status is not null && status.Code != 0)
        {
            throw new RpcException(new Status((StatusCode)status.Code, status.Message));
        }
    }

    private static void RefuseUnlessCompressedAs(BoolValue? expected, ServerCallContext context)
    {
        string? encoding = context.GetHttpContext().Request.Headers["grpc-encoding"];
        if (expected is { Value: true } && encoding is null or "identity")
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The request should be compressed and is not."));
        }
    }

    private static Task EchoMetadataAsync(ServerCallContext context, bool isCompressed)
    {
        var headers = new Metadata();
        if (context.RequestHeaders.GetValue(InitialKey) is { } initial)
        {
            headers.Add(InitialKey, initial);
        }

        if (context.RequestHeaders.GetValueBytes(TrailingKey) is { } trailing)
        {
            context.ResponseTrailers.Add(TrailingKey, trailing);
        }

        if (isCompressed)
        {
            headers.Add("grpc-internal-encoding-request", "gzip");
        }

        return headers.Count > 0 ? context.WriteResponseHeadersAsync(headers) : Task.CompletedTask;
    }

    /// <summary>What a host needs to serve the cases.</summary>
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck("always", () => HealthCheckResult.Healthy());
    }
}
