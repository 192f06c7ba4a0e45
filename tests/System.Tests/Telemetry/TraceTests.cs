using AudioRooms.Client;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>A collector sees calls and commands, and no sound.</summary>
public sealed class TraceTests : RunsAlone
{
    private static readonly TimeSpan Spoken = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Room_WithEverythingTraced_ShowsARaisedHandFromTheGatewayToTheRoomAndNoPacket()
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: false);
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["AUDIOROOMS_TRACING__SAMPLERATIO"] = "1",
        });
        await using var ada = await server.ClientOfAsync("ada");
        var room = await ada.Rooms.CreateAsync(new CreateRoomRequest { Title = "Coffee", Language = "en" });
        await using var speaker = await Speaker.OnStageAsync(await server.ClientOfAsync("anna"), room.RoomId, "anna", Spoken);
        await using var ben = await server.ClientOfAsync("ben");
        var heard = new TaskCompletionSource();
        var packets = 0;
        await using (var listener = await ben.JoinAsync(room.RoomId, new RoomConnectionOptions
        {
            Latency = LatencyClass.Interactive,
            OnPacket = (_, _) =>
            {
                if (Interlocked.Increment(ref packets) == speaker.Packets.Count)
                {
                    heard.TrySetResult();
                }
            },
        }))
        {
            var speaking = speaker.SpeakAsync();
            await listener.RaiseHandAsync("May I?");
            await speaking;
            await heard.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }

        await server.StopAsync();

        var spans = collector.RestOfSpans();
        var hand = spans.Single(span => span.Name == "command raise_hand");
        hand.Scope.ShouldBe("AudioRooms.Gateway");
        hand.ParentId.ShouldBeEmpty();
        var asked = spans.Single(span => span.ParentId == hand.SpanId);
        asked.Scope.ShouldBe("Microsoft.Orleans.Application");
        asked.Name.ShouldStartWith("IRoomGrain/Command");
        var answered = spans.Single(span => span.ParentId == asked.SpanId);
        (answered.Name, answered.TraceId).ShouldBe((asked.Name, hand.TraceId));

        // Each trace begins with a device's request; work that runs by itself, or for a packet, is in no trace.
        packets.ShouldBeGreaterThan(100);
        spans.Count.ShouldBeLessThan(packets);
        spans.Where(span => span.ParentId.Length == 0)
            .ShouldAllBe(span => span.Name.StartsWith("command ") || span.Name.StartsWith("POST /audiorooms.v1."));
        spans.ShouldAllBe(span =>
            !span.Name.Contains("/Speak")
                && !span.Name.Contains("OnPacket")
                && !span.Name.Contains("OnMix")
                && !span.Name.Contains("RoomSession"));
        server.ShouldHaveCleanLog();
    }

    [Fact]
    public async Task Server_ThatSendsMetricsAlone_SendsNoTrace()
    {
        await using var collector = await OtlpCollector.StartAsync(isGrpc: false);
        await using var server = await Server.StartWithAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_TRACES_EXPORTER"] = "none",
            ["AUDIOROOMS_TRACING__SAMPLERATIO"] = "1",
        });
        await using var ada = await server.ClientOfAsync("ada");
        await ada.Rooms.CreateAsync(new CreateRoomRequest { Title = "Coffee", Language = "en" });

        await server.StopAsync();

        collector.RestOfSpans().ShouldBeEmpty();
        collector.Rest().ShouldNotBeEmpty();
    }
}
