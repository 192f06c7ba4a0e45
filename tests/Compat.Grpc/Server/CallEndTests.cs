using AudioRooms.Testing;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Compat.Grpc.Server;

/// <summary>Deadlines, cancellation and lost clients, as the handler feels them.</summary>
public sealed class CallEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Handler_DeadlinePasses_IsCancelledAndMayWriteNoMore()
    {
        var time = new ManualTime();
        var refusal = new TaskCompletionSource<Exception>();
        await using var server = await StartAsync(
            async (_, responses, context) =>
            {
                await responses.WriteAsync("first");
                await WaitAsync(context.CancellationToken);
                refusal.SetResult(await Should.ThrowAsync<InvalidOperationException>(() => responses.WriteAsync("late")));
                throw new RpcException(new Status(StatusCode.Aborted, "too late to matter"));
            },
            time);
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions(deadline: InAnHour));

        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        time.Advance(TimeSpan.FromMinutes(59));
        var next = call.ResponseStream.MoveNext();
        next.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(2));

        var failure = await Should.ThrowAsync<RpcException>(() => next.WaitAsync(Patience));
        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await refusal.Task.WaitAsync(Patience);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Context_Deadline_IsTheClients()
    {
        var seen = DateTime.MinValue;
        await using var server = await StartAsync((_, _, context) =>
        {
            seen = context.Deadline;
            return Task.CompletedTask;
        });
        using var channel = server.CreateChannel();
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(2);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions(deadline: deadline));

        await call.ResponseStream.MoveNext();

        seen.Kind.ShouldBe(DateTimeKind.Utc);
        seen.ShouldBe(deadline, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("dispose the call")]
    [InlineData("dispose the channel")]
    public async Task Handler_ClientLeaves_IsCancelled(string how)
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var server = await StartAsync(async (_, responses, context) =>
        {
            await responses.WriteAsync("first");
            started.SetResult();
            await WaitAsync(context.CancellationToken);
            cancelled.SetResult();
        });
        using var channel = server.CreateChannel();
        using var cancellation = new CancellationTokenSource();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            TextMethods.Duplex, null, new CallOptions(cancellationToken: cancellation.Token));
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        await started.Task.WaitAsync(Patience);

        switch (how)
        {
            case "cancel":
                await cancellation.CancelAsync();
                break;
            case "dispose the call":
                call.Dispose();
                break;
            default:
                channel.Dispose();
                break;
        }

        await cancelled.Task.WaitAsync(Patience);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ClientLeaves_EndsTheHandlerWithoutAnError()
    {
        var ended = new TaskCompletionSource();
        await using var server = await StartAsync(async (requests, responses, context) =>
        {
            try
            {
                await responses.WriteAsync("first");
                await foreach (var _ in requests.ReadAllAsync(context.CancellationToken))
                {
                }
            }
            finally
            {
                ended.SetResult();
            }
        });
        using var channel = server.CreateChannel();
        using (var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions()))
        {
            await call.RequestStream.WriteAsync("one");
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        }

        await ended.Task.WaitAsync(Patience);
        await server.DisposeAsync();
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handler_ReturnsBeforeTheClientIsDone_EndsTheCallOrderly()
    {
        await using var server = await StartAsync(async (requests, responses, _) =>
        {
            await requests.MoveNext();
            await responses.WriteAsync(requests.Current);
        });
        using var channel = server.CreateChannel();
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(TextMethods.Duplex, null, new CallOptions());

        await call.RequestStream.WriteAsync("one");
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();

        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        await Should.ThrowAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync("two"));
    }

    private static DateTime InAnHour => TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1);

    private static Task<GrpcHost> StartAsync(DuplexStreamingServerMethod<string, string> handler, TimeProvider? time = null) =>
        GrpcHost.StartAsync(
            application => application.MapGrpcService(ServerServiceDefinition.CreateBuilder().AddMethod(TextMethods.Duplex, handler).Build()),
            services: services => services.AddSingleton(time ?? TimeProvider.System));

    /// <summary>Ends, without an exception, when the token fires.</summary>
    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => fired.SetResult());
        await fired.Task.WaitAsync(Patience, CancellationToken.None);
    }
}
