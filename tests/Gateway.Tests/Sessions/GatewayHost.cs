using System.Collections.Concurrent;
using System.Net;
using AudioRooms.Contracts;
using AudioRooms.Gateway.Tests.Fakes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Tests.Sessions;

/// <summary>A gateway on a loopback port, with fake grains behind it.</summary>
public sealed class GatewayHost : IAsyncLifetime, IDisposable
{
    internal const string OperatorKey = "operator-key-of-the-tests";

    private readonly ProblemLog problems = new();
    private WebApplication? app;

    internal FakeCluster Cluster { get; } = new();

    internal GrpcChannel Channel { get; private set; } = null!;

    internal HttpClient Http { get; private set; } = null!;

    /// <summary>The address of WebSockets.</summary>
    internal Uri WebSocketAddress => new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = "/ws" }.Uri;

    internal IServiceProvider Services => app!.Services;

    /// <summary>True keeps the host's log lines of any level in <see cref="Everything"/>.</summary>
    internal bool KeepsEverything { get; init; }

    /// <summary>All lines that the host logged.</summary>
    internal IReadOnlyCollection<string> Everything => problems.All;

    /// <summary>Warnings and errors that the host logged.</summary>
    internal IReadOnlyCollection<string> Problems => problems.Lines;

    /// <summary>The gateway's clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Changes the options for a test.</summary>
    internal Action<GatewayOptions>? Configure { get; init; }

    /// <summary>Maps the pages that a test adds.</summary>
    internal Action<WebApplication>? Map { get; init; }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(problems);
        if (KeepsEverything)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            problems.KeepsEverything = true;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.WebHost.UseUrls();
        builder.Services.AddSingleton<IGrainFactory>(Cluster);
        builder.Services.AddKeyedSingleton(ProductClockAttribute.ClockKey, Time);
        builder.Services.AddAudioRoomsGateway(options =>
        {
            options.SigningKey = [.. Enumerable.Repeat((byte)7, 32)];
            options.OperatorKey = OperatorKey;
            options.IsDevelopment = true;
            Configure?.Invoke(options);
        });
        app = builder.Build();
        app.MapAudioRoomsGateway();
        Map?.Invoke(app);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Http = new HttpClient { BaseAddress = new Uri(addresses.First()) };
        Channel = GrpcChannel.ForAddress(addresses.Last());
    }

    public async Task DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
    }

    public void Dispose()
    {
        Channel.Dispose();
        Http.Dispose();
        problems.Dispose();
    }

    internal Wire.V1.Accounts.AccountsClient Accounts => new(Channel);

    internal Wire.V1.ExternalSignIn.ExternalSignInClient ExternalSignIn => new(Channel);

    internal Wire.V1.Profiles.ProfilesClient Profiles => new(Channel);

    internal Wire.V1.Photos.PhotosClient Photos => new(Channel);

    internal Wire.V1.Discovery.DiscoveryClient Discovery => new(Channel);

    internal Wire.V1.Invitations.InvitationsClient Invitations => new(Channel);

    internal Wire.V1.Notifications.NotificationsClient Notifications => new(Channel);

    internal Wire.V1.Rooms.RoomsClient Rooms => new(Channel);

    internal Wire.V1.RoomSession.RoomSessionClient Sessions => new(Channel);

    /// <summary>The metadata of a person who is signed in.</summary>
    internal async Task<Metadata> SignInAsync(string handle)
    {
        var signedIn = await Accounts.MintTokenAsync(
            new Wire.V1.MintTokenRequest { Handle = handle, DisplayName = handle },
            new Metadata { { "operator-key", OperatorKey } });
        return new Metadata { { "authorization", $"Bearer {signedIn.AccessToken}" } };
    }

    private sealed class ProblemLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();
        private readonly ConcurrentQueue<string> all = new();

        public IReadOnlyCollection<string> Lines => lines;

        public IReadOnlyCollection<string> All => all;

        public bool KeepsEverything { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => KeepsEverything || logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{logLevel}: {formatter(state, exception)} {exception}";
            if (KeepsEverything)
            {
                all.Enqueue(line);
            }

            if (logLevel >= LogLevel.Warning)
            {
                lines.Enqueue(line);
            }
        }

        public void Dispose()
        {
        }
    }
}
