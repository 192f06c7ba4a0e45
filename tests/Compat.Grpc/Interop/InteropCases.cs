using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;

namespace AudioRooms.Compat.Grpc.Interop;

/// <summary>The interoperability cases, asked by our own client.</summary>
internal static class InteropCases
{
    private const string InitialKey = "x-grpc-test-echo-initial";
    private const string TrailingKey = "x-grpc-test-echo-trailing-bin";
    private const string SpecialMessage = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001F608\t\n";

    private static readonly int[] RequestSizes = [27182, 8, 1828, 45904];
    private static readonly int[] ResponseSizes = [31415, 9, 2653, 58979];
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };

    private static readonly Dictionary<string, Func<GrpcChannel, Task>> Cases = new(StringComparer.Ordinal)
    {
        ["empty_unary"] = EmptyUnary,
        ["large_unary"] = LargeUnary,
        ["client_compressed_unary"] = ClientCompressedUnary,
        ["server_compressed_unary"] = ServerCompressedUnary,
        ["client_streaming"] = ClientStreaming,
        ["client_compressed_streaming"] = ClientCompressedStreaming,
        ["server_streaming"] = ServerStreaming,
        ["server_compressed_streaming"] = ServerCompressedStreaming,
        ["ping_pong"] = PingPong,
        ["empty_stream"] = EmptyStream,
        ["custom_metadata"] = CustomMetadata,
        ["status_code_and_message"] = channel => EchoedStatus(channel, "test status message"),
        ["special_status_message"] = channel => EchoedStatus(channel, SpecialMessage),
        ["unimplemented_method"] = UnimplementedMethod,
        ["unimplemented_service"] = UnimplementedServiceCase,
        ["cancel_after_begin"] = CancelAfterBegin,
        ["cancel_after_first_response"] = CancelAfterFirstResponse,
        ["timeout_on_sleeping_server"] = TimeoutOnSleepingServer,
        ["concurrent_large_unary"] = channel => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => LargeUnary(channel))),
        ["rpc_soak"] = RpcSoak,
        ["channel_soak"] = ChannelSoak,
    };

    public static IEnumerable<string> Names => Cases.Keys;

    public static Task RunAsync(string name, GrpcChannel channel) => Cases[name](channel);

    private static SimpleRequest Large => new() { ResponseSize = 314159, Payload = PayloadOf(271828) };

    private static Payload PayloadOf(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };

    private static async Task EmptyUnary(GrpcChannel channel) =>
        (await new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty())).ShouldBe(new Empty());

    private static async Task LargeUnary(GrpcChannel channel) =>
        (await new TestService.TestServiceClient(channel).UnaryCallAsync(Large)).Payload.Body.Length.ShouldBe(314159);

    private static async Task ClientCompressedUnary(GrpcChannel channel)
    {
        var client = new TestService.TestServiceClient(channel);
        var request = Large;
        request.ExpectCompressed = new BoolValue { Value = true };

        var refusal = await Should.ThrowAsync<RpcException>(async () => await client.UnaryCallAsync(request));
        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        (await client.UnaryCallAsync(request, Gzip)).Payload.Body.Length.ShouldBe(314159);

        request.ExpectCompressed.Value = false;
        (await client.UnaryCallAsync(request)).Payload.Body.Length.ShouldBe(314159);
    }

    private static async Task ServerCompressedUnary(GrpcChannel channel)
    {
        foreach (var compressed in (bool[])[true, false])
        {
            var request = Large;
            request.ResponseCompressed = new BoolValue { Value = compressed };

            var response = await new TestService.TestServiceClient(channel).UnaryCallAsync(request);

            response.Payload.Body.Length.ShouldBe(314159);
        }
    }

    private static async Task ClientStreaming(GrpcChannel channel)
    {
        using var call = new TestService.TestServiceClient(channel).StreamingInputCall();
        foreach (var size in RequestSizes)
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = PayloadOf(size) });
        }

        await call.RequestStream.CompleteAsync();
        (await call).AggregatedPayloadSize.ShouldBe(74922);
    }

    private static async Task ClientCompressedStreaming(GrpcChannel channel)
    {
        var client = new TestService.TestServiceClient(channel);
        using (var probe = client.StreamingInputCall())
        {
            await probe.RequestStream.WriteAsync(
                new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = true }, Payload = PayloadOf(27182) });
            var refusal = await Should.ThrowAsync<RpcException>(async () => await probe);
            refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        }

        using var call = client.StreamingInputCall(Gzip);
        await call.RequestStream.WriteAsync(
            new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = true }, Payload = PayloadOf(27182) });
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(
            new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = false }, Payload = PayloadOf(45904) });
        await call.RequestStream.CompleteAsync();
        (await call).AggregatedPayloadSize.ShouldBe(73086);
    }

    private static async Task ServerStreaming(GrpcChannel channel)
    {
        var request = new StreamingOutputCallRequest();
        request.ResponseParameters.AddRange(ResponseSizes.Select(size => new ResponseParameters { Size = size }));
        using var call = new TestService.TestServiceClient(channel).StreamingOutputCall(request);

        (await SizesAsync(call.ResponseStream)).ShouldBe(ResponseSizes);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    private static async Task ServerCompressedStreaming(GrpcChannel channel)
    {
        var request = new StreamingOutputCallRequest
        {
            ResponseParameters =
            {
                new ResponseParameters { Compressed = new BoolValue { Value = true }, Size = 31415 },
                new ResponseParameters { Compressed = new BoolValue { Value = false }, Size = 92653 },
            },
        };
        using var call = new TestService.TestServiceClient(channel).StreamingOutputCall(request);

        (await SizesAsync(call.ResponseStream)).ShouldBe([31415, 92653]);
    }

    private static async Task PingPong(GrpcChannel channel)
    {
        using var call = new TestService.TestServiceClient(channel).FullDuplexCall();
        foreach (var (requestSize, responseSize) in RequestSizes.Zip(ResponseSizes))
        {
            await call.RequestStream.WriteAsync(Ask(requestSize, responseSize));
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Payload.Body.Length.ShouldBe(responseSize);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    private static async Task EmptyStream(GrpcChannel channel)
    {
        using var call = new TestService.TestServiceClient(channel).FullDuplexCall();
        await call.RequestStream.CompleteAsync();

        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    private static async Task CustomMetadata(GrpcChannel channel)
    {
        var client = new TestService.TestServiceClient(channel);
        byte[] trailing = [0xab, 0xab, 0xab];
        var metadata = new Metadata { { InitialKey, "test_initial_metadata_value" }, { TrailingKey, trailing } };

        using var unary = client.UnaryCallAsync(Large, metadata);
        await unary;
        (await unary.ResponseHeadersAsync).GetValue(InitialKey).ShouldBe("test_initial_metadata_value");
        unary.GetTrailers().GetValueBytes(TrailingKey).ShouldBe(trailing);

        using var duplex = client.FullDuplexCall(metadata);
        await duplex.RequestStream.WriteAsync(Ask(271828, 314159));
        await duplex.RequestStream.CompleteAsync();
        (await SizesAsync(duplex.ResponseStream)).ShouldBe([314159]);
        (await duplex.ResponseHeadersAsync).GetValue(InitialKey).ShouldBe("test_initial_metadata_value");
        duplex.GetTrailers().GetValueBytes(TrailingKey).ShouldBe(trailing);
    }

    private static async Task EchoedStatus(GrpcChannel channel, string message)
    {
        var client = new TestService.TestServiceClient(channel);
        var status = new EchoStatus { Code = (int)StatusCode.Unknown, Message = message };

        var ofUnary = await Should.ThrowAsync<RpcException>(async () => await client.UnaryCallAsync(new SimpleRequest { ResponseStatus = status }));
        ofUnary.Status.ShouldBe(new Status(StatusCode.Unknown, message));

        using var duplex = client.FullDuplexCall();
        await duplex.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = status });
        await duplex.RequestStream.CompleteAsync();
        var ofDuplex = await Should.ThrowAsync<RpcException>(() => duplex.ResponseStream.MoveNext());
        ofDuplex.Status.ShouldBe(new Status(StatusCode.Unknown, message));
    }

    private static async Task UnimplementedMethod(GrpcChannel channel)
    {
        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await new TestService.TestServiceClient(channel).UnimplementedCallAsync(new Empty()));
        refusal.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    private static async Task UnimplementedServiceCase(GrpcChannel channel)
    {
        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await new UnimplementedService.UnimplementedServiceClient(channel).UnimplementedCallAsync(new Empty()));
        refusal.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    private static async Task CancelAfterBegin(GrpcChannel channel)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = new TestService.TestServiceClient(channel).StreamingInputCall(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        var failure = await Should.ThrowAsync<RpcException>(async () => await call);
        failure.StatusCode.ShouldBe(StatusCode.Cancelled);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    private static async Task CancelAfterFirstResponse(GrpcChannel channel)
    {
        using var cancellation = new CancellationTokenSource();
        using var call = new TestService.TestServiceClient(channel).FullDuplexCall(cancellationToken: cancellation.Token);
        await call.RequestStream.WriteAsync(Ask(27182, 31415));
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        await cancellation.CancelAsync();

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());
        failure.StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    private static async Task TimeoutOnSleepingServer(GrpcChannel channel)
    {
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(20);
        using var call = new TestService.TestServiceClient(channel).FullDuplexCall(deadline: deadline);
        var failure = await Should.ThrowAsync<RpcException>(async () =>
        {
            var request = Ask(27182, 31415);
            request.ResponseParameters[0].IntervalUs = 5_000_000;
            await call.RequestStream.WriteAsync(request);
            await call.ResponseStream.MoveNext();
        });
        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    private static async Task RpcSoak(GrpcChannel channel)
    {
        var client = new TestService.TestServiceClient(channel);
        for (var i = 0; i < 200; i++)
        {
            var response = await client.UnaryCallAsync(new SimpleRequest { ResponseSize = 3141, Payload = PayloadOf(2718) });
            response.Payload.Body.Length.ShouldBe(3141);
        }
    }

    private static async Task ChannelSoak(GrpcChannel channel)
    {
        for (var i = 0; i < 30; i++)
        {
            using var own = GrpcChannel.ForAddress($"http://{channel.Target}");
            var response = await new TestService.TestServiceClient(own).UnaryCallAsync(
                new SimpleRequest { ResponseSize = 3141, Payload = PayloadOf(2718) });
            response.Payload.Body.Length.ShouldBe(3141);
        }
    }

    private static StreamingOutputCallRequest Ask(int requestSize, int responseSize) => new()
    {
        ResponseParameters = { new ResponseParameters { Size = responseSize } },
        Payload = PayloadOf(requestSize),
    };

    private static async Task<List<int>> SizesAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses)
    {
        var sizes = new List<int>();
        await foreach (var response in responses.ReadAllAsync())
        {
            sizes.Add(response.Payload.Body.Length);
        }

        return sizes;
    }
}
