using AudioRooms.Audio.Opus;
using AudioRooms.Domain.Users;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Silo.Settings;
using AudioRooms.Silo.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace AudioRooms.Silo.Tests.Settings;

public sealed class ServerSettingsTests
{
    [Fact]
    public void Read_NothingIsSet_AreTheDefaults()
    {
        var settings = Read();

        settings.Errors.IsEmpty.ShouldBeTrue();
        (settings.Codec, settings.SignUp, settings.Limits, settings.Database, settings.HasDashboard)
            .ShouldBe((OpusCodecChoice.Auto, SignUpPolicy.Open, "", null, true));
        (settings.Telemetry.Metrics, settings.Telemetry.Traces).ShouldBe((null, null));
        settings.Issuers.ShouldBeEmpty();
        settings.Origins.ShouldBeEmpty();
        settings.Secrets.SigningKey.ShouldBeEmpty();
        settings.Secrets.OperatorKey.ShouldBe(SiloSecrets.DevelopmentOperatorKey);
    }

    [Fact]
    public void Read_EverythingIsSet_IsWhatTheEnvironmentSays()
    {
        var settings = Read(
            isProduction: true,
            ("AUDIOROOMS_CODEC", "managed"), ("AUDIOROOMS_SIGN_UP", "invitation"), ("AUDIOROOMS_LIMITS", "join.account=60/1m"),
            ("AUDIOROOMS_ORIGINS", "https://a.example, https://b.example"), ("AUDIOROOMS_DATABASE", "Host=db;Password=secret"),
            ("AUDIOROOMS_SIGNING_KEY", Convert.ToBase64String(new byte[32])),
            ("AUDIOROOMS_OPERATOR_KEY", "sixteen or more characters"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("AUDIOROOMS_TOKEN", "of the command line"));

        settings.Errors.ThrowIfAny();
        (settings.Codec, settings.SignUp, settings.Limits, settings.Database)
            .ShouldBe((OpusCodecChoice.Managed, SignUpPolicy.Invitation, "join.account=60/1m", "Host=db;Password=secret"));
        settings.Origins.ShouldBe(["https://a.example", "https://b.example"]);
        settings.Secrets.SigningKey.Length.ShouldBe(32);
        settings.Secrets.OperatorKey.ShouldBe("sixteen or more characters");
        settings.HasDashboard.ShouldBeFalse();
        var (metrics, traces) = (settings.Telemetry.Metrics.ShouldNotBeNull(), settings.Telemetry.Traces.ShouldNotBeNull());
        (metrics.Endpoint.AbsoluteUri, metrics.Protocol, settings.Telemetry.Interval)
            .ShouldBe(("http://collector:4318/v1/metrics", OtlpExportProtocol.HttpProtobuf, TimeSpan.FromSeconds(1)));
        (traces.Endpoint.AbsoluteUri, traces.Protocol).ShouldBe(
            ("http://collector:4318/v1/traces", OtlpExportProtocol.HttpProtobuf));
    }

    [Fact]
    public void Read_ProductionWithoutSecrets_NamesBoth() =>
        MessageOf(Read(isProduction: true)).ShouldBe(
            """
            2 settings are wrong:
              --prod needs AUDIOROOMS_SIGNING_KEY in the environment: base64 of 32 or more random bytes, as `openssl rand -base64 48` makes.
              --prod needs AUDIOROOMS_OPERATOR_KEY in the environment: 16 or more characters.
            """);

    [Fact]
    public void Read_ProductionWithTheKeyThatIsPrintedInDevelopment_IsRefused() =>
        MessageOf(Read(
            isProduction: true,
            ("AUDIOROOMS_SIGNING_KEY", Convert.ToBase64String(new byte[32])),
            ("AUDIOROOMS_OPERATOR_KEY", SiloSecrets.DevelopmentOperatorKey)))
            .ShouldBe("AUDIOROOMS_OPERATOR_KEY must be a secret of 16 or more characters.");

    [Theory]
    [InlineData("Host=db;Pasword=secret")]
    [InlineData("secret")]
    [InlineData("Database=rooms;Password=secret")]
    public void Read_DatabaseThatIsNoConnectionString_IsRefusedWithoutQuotingIt(string database)
    {
        var message = MessageOf(Read(isProduction: false, ("AUDIOROOMS_DATABASE", database)));

        message.ShouldStartWith("AUDIOROOMS_DATABASE takes an Npgsql connection string with a Host");
        message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("AUDIOROOMS_SIGNUP", "AUDIOROOMS_SIGNUP is not a setting; did you mean AUDIOROOMS_SIGN_UP?")]
    [InlineData("AUDIOROOMS_ROOMS:STAGESIZE", "AUDIOROOMS_ROOMS__STAGESIZE is not a setting; did you mean "
        + "AUDIOROOMS_ROOMS__STAGESIZEMAX?")]
    [InlineData("AUDIOROOMS_ROOMS", "AUDIOROOMS_ROOMS is not a setting; docs/settings.md lists all settings.")]
    [InlineData(
        "AUDIOROOMS_ELSEWHERE:DEEP:DOWN", "AUDIOROOMS_ELSEWHERE__DEEP__DOWN is not a setting; docs/settings.md lists all "
            + "settings.")]
    public void Read_UnknownName_IsRefusedWithTheNearest(string name, string message) =>
        MessageOf(Read(isProduction: false, (name, "1"))).ShouldBe(message);

    [Theory]
    [InlineData("AUDIOROOMS_SERVICE_HOST")]
    [InlineData("AUDIOROOMS_SERVICE_PORT_GRPC")]
    [InlineData("AUDIOROOMS_PORT")]
    [InlineData("AUDIOROOMS_GRPC_PORT_8081_TCP_ADDR")]
    public void Read_NameThatKubernetesSets_IsPassedOver(string name) =>
        Read(isProduction: false, (name, "1")).Errors.IsEmpty.ShouldBeTrue();

    [Fact]
    public void AddBounds_SomeAreSet_TheOthersKeepTheirDefaults()
    {
        var settings = Read(
            isProduction: false, ("AUDIOROOMS_ROOMS:STAGESIZEMAX", "20"), ("AUDIOROOMS_ROOMS:CLOSINGNOTICE", "00:01:00"));
        var services = new ServiceCollection();

        services.AddBounds<RoomLimits>(settings, "AUDIOROOMS_ROOMS");

        settings.Errors.ThrowIfAny();
        services.BuildServiceProvider().GetRequiredService<IOptions<RoomLimits>>().Value
            .ShouldBe(new RoomLimits { StageSizeMax = 20, ClosingNotice = TimeSpan.FromMinutes(1) });
    }

    [Fact]
    public void BindReactions_NamesAreSet_TakeThePlaceOfTheDefaultOnes()
    {
        var settings = Read(
            isProduction: false, ("AUDIOROOMS_REACTIONS:NAMES:0", "wave"), ("AUDIOROOMS_REACTIONS:NAMES:1", "heart"));
        var reactions = new ReactionOptions();

        BoundsSetting.CheckReactions(settings);
        BoundsSetting.BindReactions(settings, reactions);

        settings.Errors.ThrowIfAny();
        reactions.Names.ShouldBe(["wave", "heart"]);
        reactions.MergeEvery.ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private static ServerSettings Read(bool isProduction =
        false, params (string Name, string Value)[] environment) => ServerSettings.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build(),
        isProduction);

    private static string MessageOf(ServerSettings settings) =>
        Should.Throw<StartupException>(settings.Errors.ThrowIfAny).Message;
}
