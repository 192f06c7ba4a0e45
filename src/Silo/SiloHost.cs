using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Domain.Users;
using AudioRooms.Gateway;
using AudioRooms.Gateway.Transport;
using AudioRooms.Grains;
using AudioRooms.Grains.Media;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Webhooks;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Silo.Clustering;
using AudioRooms.Silo.Demo;
using AudioRooms.Silo.Logging;
using AudioRooms.Silo.Settings;
using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;
using AudioRooms.Silo.Telemetry;
using AudioRooms.Streaming;
using Dapper;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Orleans.Dashboard;

namespace AudioRooms.Silo;

/// <summary>Connects silo, gateway and database in one process. It contains no rules.</summary>
internal static class SiloHost
{
    /// <summary>
    /// Runs until the process is told to stop. Returns the exit code: 0, or 1 after a sentence on standard error.
    /// </summary>
    public static async Task<int> RunAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var server = ServerSettings.Read(environment, settings.IsProduction);
            var storage = SiloStorage.Choose(server.Database, settings.DataFolder);
            using var folder = TakeDataFolder(settings.DataFolder, storage, server.Errors);
            await using var app = await BuildAsync(settings, server, storage, cancellationToken);
            var facts = new GreetingFacts(
                server.SignUp,
                server.HasDashboard,
                server.Origins,
                await HasAccountsAsync(app.Services, cancellationToken),
                server.GuestsMax,
                server.PageFolder is not null);
            await StartAsync(app, settings, cancellationToken);
            SiloGreeting.Print(settings, facts, ListenAddresses(app));
            await HostStop.RunAsync(app, cancellationToken);
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync($"audiorooms: {exception.Message}");
            return 1;
        }
    }

    private static Task<bool> HasAccountsAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<SqlDatabase>().ReadAsync(
            static connection => connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM people)"), cancellationToken);

    /// <summary>Checks the data folder and, with SQLite, locks it for this server. Errors are noted.</summary>
    private static DataFolderLock? TakeDataFolder(DirectoryInfo folder, SiloStorage storage, SettingErrors errors) => errors.Try(
        () =>
        {
            StartupChecks.RequireDataFolder(folder);
            if (storage.Dialect != SqlDialect.Sqlite)
            {
                return null;
            }

            SpaceCheck.Require(folder, StorageSpace.FreeOnDiskOf(folder.FullName));
            var held = DataFolderLock.Take(folder);
            DatabaseFile.Protect(DatabaseFile.PathIn(folder));
            return held;
        },
        null);

    private static async Task<WebApplication> BuildAsync(
        SiloSettings settings, ServerSettings server, SiloStorage storage, CancellationToken cancellationToken)
    {
        var errors = server.Errors;
        var address = errors.Try(() => StartupChecks.ParseHost(settings.Host), IPAddress.Loopback);
        errors.Try(() => StartupChecks.RequireTwoPorts(settings.HttpPort, settings.GrpcPort));
        errors.Try(() => StartupChecks.RequirePort(address, settings.HttpPort, "--http"));
        errors.Try(() => StartupChecks.RequirePort(address, settings.GrpcPort, "--grpc"));
        BoundsSetting.CheckReactions(server);
        OpusCodec.Choose(server.Codec);
        var cluster = BoundsSetting.Read<ClusterSettings>(server, "AUDIOROOMS_CLUSTER");
        var drain = BoundsSetting.Read<DrainOptions>(server, "AUDIOROOMS_DRAIN");
        if (storage.Dialect == SqlDialect.Sqlite)
        {
            // Where there is no other gateway, devices come back the sooner the sooner they are told.
            drain.MoveWithin = TimeSpan.Zero;
        }

        var source = storage.CreateDataSource();

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "AudioRooms",
            // Settings come from the environment. Without this the host would watch its working folder, and all folders below it,
            // for changes of appsettings.json.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            EnvironmentName = settings.IsProduction ? Environments.Production : Environments.Development,
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        QuietConsole.Replace(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, settings.HttpPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseSocketOutput();
            });
            kestrel.Listen(address, settings.GrpcPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseSocketOutput();
                if (settings is { Certificate: { } certificate, CertificateKey: { } key })
                {
                    OpenSslBuffers.TryReleaseWhenIdle();
                    listen.UseHttps(LoadCertificate(certificate, key));
                }
            });
        });

        OtlpExport.AddTo(builder.Services, server.Telemetry);

        // Registered before every hosted service that calls grains, because a silo that is not active refuses their calls.
        builder.UseOrleans(silo =>
        {
            errors.Try(() => AddReminderTable(silo, storage).AddCluster(storage, cluster, address), silo)
                .AddGrainState(storage)
                .AddLiveStreams(StageStreams.ProviderName);
            if (server.Telemetry.Traces is not null)
            {
                silo.AddCallTraces();
            }

            if (server.HasDashboard)
            {
                silo.AddDashboard(static options => options.HideTrace = true);
            }
        });
        builder.Services.AddAudioRoomsGrains(source, storage.Dialect);
        builder.Services.AddSingleton<IDrainPart, RoomsHandOver>();
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = HostStop.Limit);
        builder.Services.AddBounds<RoomLimits>(server, "AUDIOROOMS_ROOMS");
        builder.Services.AddBounds<ClubLimits>(server, "AUDIOROOMS_CLUBS");
        builder.Services.AddBounds<EventLimits>(server, "AUDIOROOMS_EVENTS");
        builder.Services.AddRuledBounds<InvitationOptions>(server, "AUDIOROOMS_INVITATIONS");
        builder.Services.AddRuledBounds<MixOptions>(server, "AUDIOROOMS_MIX");
        builder.Services.AddRuledBounds<TracingOptions>(server, "AUDIOROOMS_TRACING");
        builder.Services.Configure<WebhookOptions>(webhooks => webhooks.AllowsPrivateTargets = !settings.IsProduction);
        builder.Services.Configure<AccountOptions>(accounts => accounts.SignUpPolicy = server.SignUp);

        // A key is made only if the server will start; otherwise a placeholder satisfies the gateway's rule.
        var secrets = errors.IsEmpty
            ? await server.Secrets.WithSigningKeyAsync(settings.DataFolder, source, storage.Dialect, cancellationToken)
            : server.Secrets with { SigningKey = new byte[32] };
        builder.Services.AddAudioRoomsGateway(gateway =>
        {
            gateway.SigningKey = secrets.SigningKey;
            gateway.OperatorKey = secrets.OperatorKey;
            gateway.IsDevelopment = !settings.IsProduction;
            gateway.Guests.ConnectionsMax = server.GuestsMax;
            gateway.Issuers = server.Issuers;
            gateway.WebSockets.AllowedOrigins = server.Origins;
            gateway.PageFolder = server.PageFolder;
            gateway.SignUpNeedsInvitation = server.SignUp == SignUpPolicy.Invitation;
            BoundsSetting.BindReactions(server, gateway.Reactions);
            gateway.Limits.Changes = server.Limits;
            gateway.Drain = drain;
        });
        builder.Services.AddSingleton<ReadyWait>();
        builder.Services.AddSingleton<StorageCheck>();
        builder.Services.AddHealthChecks().AddCheck<StorageCheck>("storage");
        builder.Services.AddHostedService<LiveRoomsWatch>();
        if (settings.IsDemo)
        {
            builder.Services.AddHostedService<DemoRoom>();
        }

        var app = builder.Build();
        OptionErrors.Check(app.Services, errors);
        errors.ThrowIfAny();
        app.MapAudioRoomsGateway();
        if (server.HasDashboard)
        {
            DashboardPages.Map(app);
        }

        await PrepareDatabaseAsync(app.Services, storage, cancellationToken);
        return app;
    }

    // These reminders only wake the schedule after its silo was lost. With SQLite there is one silo, whose start wakes the
    // schedule.
    private static ISiloBuilder AddReminderTable(ISiloBuilder silo, SiloStorage storage) => storage.Dialect == SqlDialect.Sqlite
        ? silo.AddReminders().ConfigureServices(services => services.AddSingleton<IReminderTable, ProcessReminders>())
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
        catch (Exception exception) when (exception is DbException or InvalidOperationException or StorageFullException)
        {
            throw new StartupException(
                $"The database{storage.Place} cannot be used: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static async Task StartAsync(WebApplication app, SiloSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            await app.Services.GetRequiredService<ReadyWait>().WaitAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            // Another process took the port after the check.
            throw new StartupException(
                $"Port {settings.HttpPort} or {settings.GrpcPort} is in use: choose other ports with --http PORT and --grpc "
                    + "PORT.",
                exception);
        }
        catch (Exception exception) when (IsAddressInUse(exception))
        {
            // Another process took a port of Orleans after it was chosen.
            throw new StartupException(
                "The silo's port is in use: start again, or choose a port with AUDIOROOMS_CLUSTER__SILOPORT and "
                + "AUDIOROOMS_CLUSTER__GATEWAYPORT.",
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
                $"--cert and --key must name a PEM certificate and its private key ({exception.Message.TrimEnd('.')}).",
                exception);
        }
    }

    /// <summary>The two bound addresses, in the order of their configuration; they differ from the settings for port 0.</summary>
    private static (Uri Http, Uri Grpc) ListenAddresses(WebApplication app)
    {
        var addresses =
            app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        return (new Uri(addresses.First()), new Uri(addresses.Last()));
    }
}
