using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AudioRooms.Contracts.Media;
using AudioRooms.Domain.Clubs;
using AudioRooms.Domain.Events;
using AudioRooms.Domain.Invitations;
using AudioRooms.Domain.Rooms;
using AudioRooms.Domain.Users;
using AudioRooms.Gateway;
using AudioRooms.Grains;
using AudioRooms.Grains.Media;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Webhooks;
using AudioRooms.Silo.Clustering;
using AudioRooms.Silo.Demo;
using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;
using AudioRooms.Silo.Telemetry;
using AudioRooms.Streaming;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace AudioRooms.Silo;

/// <summary>Wires the product into one process: silo, gateway, database. No rules.</summary>
internal static class SiloHost
{
    public const string LimitsVariable = "AUDIOROOMS_LIMITS";

    /// <summary>Runs until the process is told to stop. Returns the exit code: 0, or 1 after a sentence on standard error.</summary>
    public static async Task<int> RunAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            StartupChecks.RequireDataFolder(settings.DataFolder);
            var storage = SiloStorage.Choose(settings.DataFolder);
            using var folder = storage.Dialect == SqlDialect.Sqlite ? DataFolderLock.Take(settings.DataFolder) : null;
            await using var app = await BuildAsync(settings, storage, cancellationToken);
            await StartAsync(app, settings, cancellationToken);
            SiloGreeting.Print(settings, ListenAddresses(app));
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is StartupException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"audiorooms: {exception.Message}");
            return 1;
        }
    }

    private static async Task<WebApplication> BuildAsync(SiloSettings settings, SiloStorage storage, CancellationToken cancellationToken)
    {
        var address = StartupChecks.ParseHost(settings.Host);
        StartupChecks.RequirePort(address, settings.HttpPort, "--http");
        StartupChecks.RequirePort(address, settings.GrpcPort, "--grpc");
        StartupChecks.RequireOpus();
        var signUp = SignUpSetting.Load();
        var issuers = IssuersSetting.Load();
        var bounds = BoundsSetting.Load();
        var telemetry = OtlpSettings.Load();
        var cluster = BoundsSetting.Read<ClusterSettings>(bounds, "Cluster");
        var source = storage.CreateDataSource();
        using var database = new SqlDatabase(source, storage.Dialect);
        var secrets = await SiloSecrets.LoadAsync(settings.IsProduction, settings.DataFolder, database, cancellationToken);

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "AudioRooms",
            EnvironmentName = settings.IsProduction ? Environments.Production : Environments.Development,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, settings.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, settings.GrpcPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (settings is { Certificate: { } certificate, CertificateKey: { } key })
                {
                    OpenSslBuffers.TryReleaseWhenIdle();
                    listen.UseHttps(LoadCertificate(certificate, key));
                }
            });
        });

        if (telemetry is not null)
        {
            // The first to start is the last to stop: what the others count while they stop is sent, too.
            builder.Services.AddSingleton(telemetry);
            builder.Services.AddHostedService<OtlpMetricsExport>();
        }

        // Before every hosted service that calls grains: a silo that is not active yet refuses their calls.
        builder.UseOrleans(silo => AddReminders(silo, storage)
            .AddCluster(storage, cluster, address)
            .AddGrainState(storage)
            .AddLiveStreams(StageStreams.ProviderName));
        builder.Services.AddAudioRoomsGrains(source, storage.Dialect);
        builder.Services.AddBounds<RoomLimits>(bounds, "Rooms");
        builder.Services.AddBounds<ClubLimits>(bounds, "Clubs");
        builder.Services.AddBounds<EventLimits>(bounds, "Events");
        builder.Services.AddRuledBounds<InvitationOptions>(bounds, "Invitations");
        builder.Services.AddRuledBounds<MixOptions>(bounds, "Mix");
        builder.Services.Configure<WebhookOptions>(webhooks => webhooks.AllowsPrivateTargets = !settings.IsProduction);
        builder.Services.Configure<AccountOptions>(accounts => accounts.SignUpPolicy = signUp);
        builder.Services.AddAudioRoomsGateway(gateway =>
        {
            gateway.SigningKey = secrets.SigningKey;
            gateway.OperatorKey = secrets.OperatorKey;
            gateway.IsDevelopment = !settings.IsProduction;
            gateway.Issuers = issuers;
            gateway.WebSockets.AllowedOrigins = OriginsSetting.Load();
            BoundsSetting.BindReactions(bounds, gateway.Reactions);
            gateway.Limits.Changes = Environment.GetEnvironmentVariable(LimitsVariable) ?? "";
        });
        if (settings.IsDemo)
        {
            builder.Services.AddHostedService<DemoRoom>();
        }

        var app = builder.Build();
        app.MapAudioRoomsGateway();
        await PrepareDatabaseAsync(app.Services, storage, cancellationToken);
        return app;
    }

    // They only wake the schedule after the silo that ran it was lost; with SQLite there is one silo, and its start wakes it.
    private static ISiloBuilder AddReminders(ISiloBuilder silo, SiloStorage storage) => storage.Dialect == SqlDialect.Sqlite
        ? silo.UseInMemoryReminderService()
        : silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = storage.Invariant;
            options.ConnectionString = storage.ConnectionString;
        });

    private static async Task PrepareDatabaseAsync(
        IServiceProvider services, SiloStorage storage, CancellationToken cancellationToken)
    {
        try
        {
            await SiloTables.EnsureCreatedAsync(services.GetRequiredService<SqlDatabase>(), cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            throw new StartupException($"The database cannot be used: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static async Task StartAsync(WebApplication app, SiloSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            // Taken between the check and now.
            throw new StartupException(
                $"Port {settings.HttpPort} or {settings.GrpcPort} is taken: choose other ones with --http PORT and --grpc PORT.", exception);
        }
        catch (Exception exception) when (IsAddressInUse(exception))
        {
            // One that Orleans opens, taken between the choice and now.
            throw new StartupException(
                "The port of the silo is taken: start again, or choose one with AUDIOROOMS_CLUSTER__SILOPORT and AUDIOROOMS_CLUSTER__GATEWAYPORT.",
                exception);
        }
    }

    private static bool IsAddressInUse(Exception? exception) => exception switch
    {
        null => false,
        SocketException socket => socket.SocketErrorCode == SocketError.AddressAlreadyInUse,
        AggregateException several => several.InnerExceptions.Any(IsAddressInUse),
        _ => IsAddressInUse(exception.InnerException),
    };

    private static X509Certificate2 LoadCertificate(FileInfo certificate, FileInfo key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate.FullName, key.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException(
                $"--cert and --key must name a PEM certificate and its private key ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    /// <summary>The two addresses as bound, in the order in which they were configured; they differ from the settings for port 0.</summary>
    private static (Uri Http, Uri Grpc) ListenAddresses(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return (new Uri(addresses.First()), new Uri(addresses.Last()));
    }
}
