using System.Buffers.Binary;
using System.Net;
using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>A real Kestrel with unencrypted HTTP/2. The test answers its calls.</summary>
internal sealed class SessionServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly Channel<ServedCall> calls;

    private SessionServer(WebApplication application, Channel<ServedCall> calls)
    {
        this.application = application;
        this.calls = calls;
        Address = new Uri(
            application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public Uri Address { get; }

    public static async Task<SessionServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var calls = Channel.CreateUnbounded<ServedCall>();
        var application = builder.Build();
        application.MapPost("/audiorooms.v1.RoomSession/Connect", async context =>
        {
            context.Response.ContentType = "application/grpc";
            var call = new ServedCall(context);
            calls.Writer.TryWrite(call);
            await call.Over;
        });
        await application.StartAsync();
        return new SessionServer(application, calls);
    }

    /// <summary>The next call of a client.</summary>
    public async Task<ServedCall> CallAsync() => await calls.Reader.ReadAsync();

    public async ValueTask DisposeAsync()
    {
        while (calls.Reader.TryRead(out var call))
        {
            call.Abort();
        }

        await application.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }
}

/// <summary>The server's side of one call.</summary>
internal sealed class ServedCall(HttpContext context)
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Over => over.Task;

    public string Authorization => context.Request.Headers.Authorization.ToString();

    public string ConnectionId => context.Connection.Id;

    /// <summary>The next message; null if the client has completed its stream.</summary>
    public async Task<ClientMessage?> ReadAsync()
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync();
            var bytes = result.Buffer;
            if (bytes.Length >= 5)
            {
                var head = new byte[5];
                System.Buffers.BuffersExtensions.CopyTo(bytes.Slice(0, 5), head);
                var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
                if (bytes.Length >= 5 + length)
                {
                    var message = ClientMessage.Parser.ParseFrom(bytes.Slice(5, length));
                    reader.AdvanceTo(bytes.GetPosition(5 + length));
                    return message;
                }
            }

            reader.AdvanceTo(bytes.Start, bytes.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    public Task WriteAsync(params ServerMessage[] messages) =>
        WriteRawAsync([.. messages.Select(message => message.ToByteArray())]);

    /// <summary>Writes several messages in one write.</summary>
    public async Task WriteRawAsync(params byte[][] messages)
    {
        var all = new MemoryStream();
        var head = new byte[5];
        foreach (var message in messages)
        {
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
            all.Write(head);
            all.Write(message);
        }

        await context.Response.Body.WriteAsync(all.ToArray());
        await context.Response.Body.FlushAsync();
    }

    /// <summary>Accepts the client.</summary>
    public Task LetInAsync(ulong position =
        0, string resumeToken = "back", bool resumed = false, uint ackEveryMs = 0) => WriteAsync(new ServerMessage
    {
        Joined = new Joined
        {
            Position = position,
            ResumeToken = resumeToken,
            Resumed = resumed,
            AckEveryMs = ackEveryMs,
            UserId = "me",
            Room = new RoomSnapshot { Version = 7 },
        },
    });

    /// <summary>Ends the call with a status.</summary>
    public void End(int status, string message = "", string refusal = "")
    {
        context.Response.AppendTrailer("grpc-status", $"{status}");
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        context.Response.AppendTrailer("refusal-code", refusal);
        over.TrySetResult();
    }

    /// <summary>Ends the call without gRPC's trailers, as a server without gRPC does.</summary>
    public void Forget() => over.TrySetResult();

    /// <summary>Breaks the call.</summary>
    public void Abort()
    {
        context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
        over.TrySetResult();
    }

    public static ServerMessage Bundle(ulong position, params uint[] sequences) => new()
    {
        Bundle = new Bundle
        {
            Position = position,
            Packets =
            {
                sequences.Select(sequence => new MediaPacket
                {
                    Source = 3, Sequence = sequence, Timestamp = sequence * 960, Level = 30, Opus = ByteString.CopyFrom(1, 2, 3),
                    SentAtMicros = 1_000,
                }),
            },
        },
    };
}
