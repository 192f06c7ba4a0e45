using System.Net;
using System.Net.Sockets;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>A server with a collector sends it the content of <c>/metrics</c>.</summary>
public sealed class OtlpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_WithACollectorInTheEnvironment_SendsItMetrics(bool isGrpc)
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc);
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = isGrpc ? "grpc" : "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-tenant=coffee",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test",
        });
        await using var client = await server.ClientOfAsync("ada");
        var room = await client.Rooms.CreateAsync(new Wire.V1.CreateRoomRequest { Title = "Coffee", Language = "en" });
        await using var speaker = await Speaker.OnStageAsync(
            await server.ClientOfAsync("anna"), room.RoomId, "anna", TimeSpan.FromSeconds(1));
        await speaker.SpeakAsync();

        var export = await collector.WaitForAsync(
            export => export.Metrics.ContainsKey("audiorooms.fanout.tick_lateness"), Patience);

        export.Tenant.ShouldBe("coffee");
        export.Resource["service.name"].ShouldBe("audiorooms");
        export.Resource["service.version"].ShouldNotBeEmpty();
        export.Resource["service.instance.id"].ShouldNotBeEmpty();
        export.Resource["deployment.environment.name"].ShouldBe("test");
        export.Scopes.ShouldContain("AudioRooms.Gateway");
        export.Scopes.ShouldContain("System.Runtime");
        export.ValuesOf("audiorooms.rooms")[""].ShouldBe(1);
        export.ValuesOf("audiorooms.uplink.dropped").Keys.ShouldContain("audio_too_fast");
        OtlpExport.UnitOf(export.Metrics["audiorooms.rooms"]).ShouldBe("{room}");
        export.BoundsOf("audiorooms.fanout.tick_lateness")[0].ShouldBe(0.0005);
        OtlpExport.UnitOf(export.Metrics["audiorooms.fanout.tick_lateness"]).ShouldBe("s");
        export.Metrics.Keys.ShouldContain("dotnet.thread_pool.queue.length");
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Server_Stopped_SendsWhatWasCountedLast()
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: false);
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = new Uri(collector.Address, "v1/metrics").ToString(),
            ["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "86400000",
            ["OTEL_SERVICE_NAME"] = "stage-left",
        });

        await server.StopAsync();

        var last = collector.Rest().ShouldHaveSingleItem();
        last.Metrics.Keys.ShouldContain("audiorooms.rooms");
        last.Resource["service.name"].ShouldBe("stage-left");
    }

    [Fact]
    public async Task Server_CollectorThatIsNotThere_SaysSoOnceAndGoesOn()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });

        await server.WaitForLogAsync($"      No metrics reach http://127.0.0.1:{port}/");
        await using (await OtlpCollector.StartAsync(isGrpc: true, port))
        {
            await server.WaitForLogAsync($"      Metrics reach http://127.0.0.1:{port}/ again");
        }

        await using var client = await server.ClientOfAsync("ada");
        (await client.Rooms.CreateAsync(new Wire.V1.CreateRoomRequest { Title = "Coffee", Language = "en" })).Title.ShouldBe(
            "Coffee");
        server.Log.Split("No metrics reach").Length.ShouldBeInRange(2, 3);
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(server.Http, "/metrics")))
            .ShouldMatch("audiorooms_telemetry_exports_failed_total\\{signal=\"metrics\"\\} [1-9]");
        server.ShouldHaveCleanLog();
    }
}
