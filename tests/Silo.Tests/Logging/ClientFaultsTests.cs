using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using AudioRooms.Silo.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Silo.Tests.Logging;

/// <summary>Clients' faults are not logged; a service's fault is logged, whatever exception it throws.</summary>
public sealed class ClientFaultsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Recording log = new();
    private WebApplication app = null!;
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(new QuietConsole(log));
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.WebHost.UseUrls();
        builder.Services.AddSingleton<FaultyCalls.Service>();
        builder.Services.AddGrpc();
        app = builder.Build();
        app.MapGrpcService<FaultyCalls.Service>();
        await app.StartAsync();
        http = new HttpClient
        {
            BaseAddress = new Uri(
                app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
            Timeout = Patience,
        };
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose()
    {
        http.Dispose();
        log.Dispose();
    }

    [Theory]
    [InlineData("00FFFFFFFF", "", "")] // a length of 4 GiB
    [InlineData("0080000000", "", "")] // one of 2 GiB
    [InlineData("0200000000", "", "")] // a flag without meaning
    [InlineData("0100000003010203", "grpc-encoding", "gzip")] // no gzip
    [InlineData("0000000009", "", "")] // ends inside the message
    [InlineData("00000000010A", "trace-bin", "!!!!")] // no base64
    [InlineData("00000000010A", "trace-bin", "a")] // half a byte
    public async Task Call_BytesThatAreNoRequest_IsRefusedAndNotLogged(string body, string header, string value)
    {
        (await CallAsync(Convert.FromHexString(body), header, value)).ShouldNotBe("0");

        log.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Call_ServiceThrows_IsLoggedWhateverItThrows()
    {
        foreach (var (fault, number) in FaultyCalls.Faults.Select(
            (fault, index) => (fault, (byte)(FaultyCalls.InTheMethod + index))))
        {
            (await CallAsync([0, 0, 0, 0, 1, number])).ShouldNotBe("0");

            log.Events.Last().ShouldBe((ClientFaults.CallCategory, ClientFaults.FailedCall, fault.Message));
        }

        log.Events.Count.ShouldBe(FaultyCalls.Faults.Count);
    }

    [Fact]
    public async Task Call_OurOwnReadingOfAMessageFails_IsLogged()
    {
        (await CallAsync([0, 0, 0, 0, 1, FaultyCalls.WhileReading])).ShouldNotBe("0");

        log.Events.ShouldHaveSingleItem().Message.ShouldBe("A mistake in our own reading.");
    }

    [Theory]
    [InlineData(ClientFaults.Http2Category, ClientFaults.TooManyResets, false)]
    [InlineData(ClientFaults.Http2Category, 63, true)] // the loop of a connection failed
    [InlineData(ClientFaults.KestrelCategory, ClientFaults.UndrainedBody, false)]
    [InlineData(ClientFaults.KestrelCategory, 13, true)] // the application threw
    [InlineData(ClientFaults.CallCategory, ClientFaults.FailedCall, true)]
    [InlineData("AudioRooms.Gateway", ClientFaults.TooManyResets, true)]
    public void CreateLogger_EventOfACategory_IsDroppedOnlyThere(string category, int id, bool isLogged)
    {
        using var quiet = new QuietConsole(log);
        var why = new IOException("Why.");

        quiet.CreateLogger(category).Log(LogLevel.Critical, new EventId(id), "state", why, static (state, _) => state);

        log.Events.Count.ShouldBe(isLogged ? 1 : 0);
    }

    /// <summary>Makes a call and returns its status.</summary>
    private async Task<string> CallAsync(byte[] body, string header = "", string value = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, FaultyCalls.Path)
        {
            Content = new ByteArrayContent(body), Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        if (header.Length > 0)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        return response.Headers.Concat(response.TrailingHeaders).Single(field => field.Key == "grpc-status").Value.Single();
    }

    private sealed class Recording : ILoggerProvider
    {
        public ConcurrentQueue<(string Category, int Id, string Message)> Events { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, this);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, Recording owner) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter) =>
                owner.Events.Enqueue((category, eventId.Id, exception?.Message ?? formatter(state, exception)));
        }
    }
}
