using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Playout;
using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Tests.Playout;

/// <summary>
/// The vectors of tests/vectors/playout. The web page's playout (src/Web/sdk/src/sound/playout) is tested with them, too, so both
/// decide alike to the frame.
/// </summary>
public sealed class PlayoutVectorTests
{
    /// <summary>Scripts of jitter-buffer.json by name.</summary>
    public static TheoryData<string> Scenarios => Names("jitter-buffer.json", "scenarios");

    /// <summary>Traces of network-traces.json by name.</summary>
    public static TheoryData<string> Traces => Names("network-traces.json", "traces");

    /// <summary>Rows of live-packets.json by name.</summary>
    public static TheoryData<string> Packets => Names("live-packets.json", "packets");

    /// <summary>Sequences of numbers.json by name.</summary>
    public static TheoryData<string> Sequences => Names("numbers.json", "sequences");

    /// <summary>Replays of numbers.json by name.</summary>
    public static TheoryData<string> Replays => Names("numbers.json", "replays");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void JitterBuffer_Script_DecidesAsWritten(string name)
    {
        var scenario = Find("jitter-buffer.json", "scenarios", name);
        var buffer = new JitterBuffer(
            new JitterBufferOptions(), !scenario.TryGetProperty("usesFec", out var fec) || fec.GetBoolean());
        var now = TimeSpan.FromHours(1);

        foreach (var op in scenario.GetProperty("ops").EnumerateArray())
        {
            Apply(buffer, op, ref now);
        }

        if (scenario.TryGetProperty("counters", out var counters))
        {
            CheckCounters(buffer.Counters, counters);
        }

        if (scenario.TryGetProperty("targetDelayMs", out var target))
        {
            buffer.TargetDelay.ShouldBe(TimeSpan.FromMilliseconds(target.GetDouble()));
        }

        if (scenario.TryGetProperty("isPlaying", out var isPlaying))
        {
            buffer.IsPlaying.ShouldBe(isPlaying.GetBoolean());
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void JitterBuffer_TraceOfANetwork_TakesTheSameSteps(string name)
    {
        var trace = Find("network-traces.json", "traces", name);
        var fecEvery = trace.GetProperty("fecEvery").GetInt32();
        var expected = trace.GetProperty("steps").GetString()!;
        var arrivals = trace.GetProperty("arrivals")
            .EnumerateArray()
            .Select(pair => (Id: pair[0].GetInt32(), Wait: pair[1].GetInt64()))
            .ToList();
        var buffer = new JitterBuffer(new JitterBufferOptions());
        var steps = new char[expected.Length];
        var played = new HashSet<int>();
        var at = 0L;
        var due = 0;
        for (var round = 0; round < expected.Length; round++)
        {
            var now = round * AudioFormat.FrameDuration;
            for (; due < arrivals.Count && Micros(at + arrivals[due].Wait) <= now; due++)
            {
                var (id, wait) = arrivals[due];
                at += wait;
                buffer.Insert(id, id * 960L, MakePacket(id, fecEvery > 0 && id % fecEvery == 0), Micros(at));
            }

            var step = buffer.Next(now, out var packet, out var second);
            steps[round] = char.ToLowerInvariant(step.ToString()[0]);
            if (step is PlayoutStep.Decode or PlayoutStep.Accelerate)
            {
                played.Add(IdOf(packet)).ShouldBeTrue();
            }

            if (step == PlayoutStep.Accelerate)
            {
                played.Add(IdOf(second)).ShouldBeTrue();
            }
        }

        new string(steps).ShouldBe(expected);
        CheckCounters(buffer.Counters, trace.GetProperty("counters"));
        buffer.TargetDelay.ShouldBe(TimeSpan.FromMilliseconds(trace.GetProperty("targetDelayMs").GetDouble()));
        trace.GetProperty("notPlayed").EnumerateArray().Select(static id => id.GetInt32())
            .ShouldAllBe(id => !played.Contains(id));
    }

    [Theory]
    [MemberData(nameof(Packets))]
    public void LivePacketRules_Row_IsJudgedAsWritten(string name)
    {
        var row = Find("live-packets.json", "packets", name);
        var data = Convert.FromHexString(row.GetProperty("hex").GetString()!);

        var refusal = LivePacketRules.Check(data, out var packet, out _);

        (refusal == LivePacketRefusal.None).ShouldBe(row.GetProperty("isLive").GetBoolean());
        if (refusal == LivePacketRefusal.None)
        {
            packet.HasFec.ShouldBe(row.GetProperty("hasFec").GetBoolean());
            packet.IsDtx.ShouldBe(row.GetProperty("isDtx").GetBoolean());
        }
    }

    [Theory]
    [MemberData(nameof(Sequences))]
    public void SequenceUnwrapper_Row_GivesTheseNumbers(string name)
    {
        var row = Find("numbers.json", "sequences", name);
        var unwrapper = new SequenceUnwrapper();
        var step = SequenceStep.First;
        var unwrapped = new List<long>();

        foreach (var given in row.GetProperty("given").EnumerateArray())
        {
            step = unwrapper.Unwrap(given.GetUInt16(), out var number);
            unwrapped.Add(number);
        }

        unwrapped.ShouldBe(row.GetProperty("unwrapped").EnumerateArray().Select(static number => number.GetInt64()));
        step.ToString().ShouldBe(row.GetProperty("lastStep").GetString(), StringCompareShould.IgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Replays))]
    public void ReplayWindow_Row_GivesTheseVerdicts(string name)
    {
        var row = Find("numbers.json", "replays", name);
        var window = new ReplayWindow();

        var verdicts = row.GetProperty("given").EnumerateArray().Select(number => window.Accept(number.GetInt64()).ToString())
            .ToList();

        string.Join(' ', verdicts).ShouldBe(
            string.Join(' ', row.GetProperty("verdicts").EnumerateArray().Select(static verdict => verdict.GetString())),
            StringCompareShould.IgnoreCase);
    }

    [Fact]
    public void TimestampUnwrapper_Rows_AreTheNearestValues()
    {
        foreach (var row in Read("numbers.json").GetProperty("timestamps").EnumerateArray())
        {
            var unwrapper = new TimestampUnwrapper();
            var last = 0L;

            foreach (var given in row.GetProperty("given").EnumerateArray())
            {
                last = unwrapper.Unwrap(given.GetUInt32());
            }

            last.ShouldBe(row.GetProperty("last").GetInt64());
        }
    }

    private static void Apply(JitterBuffer buffer, JsonElement op, ref TimeSpan now)
    {
        if (op.TryGetProperty("insert", out var insert))
        {
            var sequence = insert[0].GetInt32();
            var result = buffer.Insert(sequence, insert[1].GetInt64() * 960, PacketOf(op, sequence), now);
            result.ToString().ShouldBe(op.GetProperty("is").GetString(), StringCompareShould.IgnoreCase);
        }
        else if (op.TryGetProperty("insertRun", out var run))
        {
            for (var sequence = run[0].GetInt32(); sequence < run[1].GetInt32(); sequence++)
            {
                var result = buffer.Insert(sequence, sequence * 960L, MakePacket(sequence, hasFec: false), now);
                result.ToString().ShouldBe(op.GetProperty("is").GetString(), StringCompareShould.IgnoreCase);
            }
        }
        else if (op.TryGetProperty("next", out var next))
        {
            Step(buffer, Expand(next), op, ref now);
        }
        else if (op.TryGetProperty("played", out var expected))
        {
            Play(buffer, op.GetProperty("rounds").GetInt32(), ref now).ShouldBe(
                expected.EnumerateArray().Select(static id => id.GetInt32()));
        }
        else if (op.TryGetProperty("adapt", out var delays))
        {
            buffer.Adapt(TimeSpan.FromMilliseconds(delays[0].GetDouble()), TimeSpan.FromMilliseconds(delays[1].GetDouble()));
        }
        else
        {
            buffer.BufferedPackets.ShouldBe(op.GetProperty("buffered").GetInt32());
        }
    }

    private static void Step(JitterBuffer buffer, List<string> expected, JsonElement op, ref TimeSpan now)
    {
        var steps = new List<string>();
        var packets = new List<int>();
        for (var round = 0; round < expected.Count; round++)
        {
            steps.Add(buffer.Next(now, out var packet, out _).ToString());
            packets.AddRange(packet.Length == 6 ? [IdOf(packet)] : []);
            now += AudioFormat.FrameDuration;
        }

        string.Join(' ', steps).ShouldBe(string.Join(' ', expected), StringCompareShould.IgnoreCase);
        if (op.TryGetProperty("packets", out var ids))
        {
            packets.ShouldBe(ids.EnumerateArray().Select(static id => id.GetInt32()));
        }
    }

    private static List<int> Play(JitterBuffer buffer, int rounds, ref TimeSpan now)
    {
        var played = new List<int>();
        for (var round = 0; round < rounds; round++)
        {
            var step = buffer.Next(now, out var packet, out var second);
            played.AddRange(step is PlayoutStep.Decode or PlayoutStep.Accelerate ? [IdOf(packet)] : []);
            played.AddRange(step is PlayoutStep.Accelerate ? [IdOf(second)] : []);
            now += AudioFormat.FrameDuration;
        }

        return played;
    }

    private static byte[] PacketOf(JsonElement op, int sequence)
    {
        if (op.TryGetProperty("hex", out var hex))
        {
            return Convert.FromHexString(hex.GetString()!);
        }

        return op.TryGetProperty("dtx", out _) ? [9 << 3] : MakePacket(sequence, op.TryGetProperty("fec", out _));
    }

    /// <summary>A SILK packet of 20 ms whose body is its number; bit 6 of the second byte is the FEC flag.</summary>
    private static byte[] MakePacket(int id, bool hasFec)
    {
        byte[] packet = [9 << 3, (byte)(hasFec ? 0x40 : 0), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(2), id);
        return packet;
    }

    private static int IdOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadInt32LittleEndian(packet[2..]);

    private static TimeSpan Micros(long micros) => TimeSpan.FromTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>Expands a script: <c>silence*3</c> stands for three steps of silence.</summary>
    private static List<string> Expand(JsonElement steps) =>
    [
        .. steps.EnumerateArray().SelectMany(static step =>
        {
            var parts = step.GetString()!.Split('*');
            return Enumerable.Repeat(parts[0], parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
        }),
    ];

    private static void CheckCounters(JitterBufferCounters counters, JsonElement expected)
    {
        foreach (var counter in expected.EnumerateObject())
        {
            Counter(counters, counter.Name).ShouldBe(counter.Value.GetInt64(), counter.Name);
        }
    }

    private static long Counter(JitterBufferCounters counters, string name) => name switch
    {
        "received" => counters.Received,
        "played" => counters.Played,
        "late" => counters.Late,
        "duplicates" => counters.Duplicates,
        "malformed" => counters.Malformed,
        "lost" => counters.Lost,
        "recovered" => counters.Recovered,
        "silent" => counters.Silent,
        "held" => counters.Held,
        "accelerated" => counters.Accelerated,
        "discarded" => counters.Discarded,
        "resyncs" => counters.Resyncs,
        _ => throw new ArgumentException($"There is no counter {name}.", nameof(name)),
    };

    private static TheoryData<string> Names(string file, string list)
    {
        var names = new TheoryData<string>();
        foreach (var row in Read(file).GetProperty(list).EnumerateArray())
        {
            names.Add(row.GetProperty("name").GetString()!);
        }

        return names;
    }

    private static JsonElement Find(string file, string list, string name) =>
        Read(file).GetProperty(list).EnumerateArray().Single(row => row.GetProperty("name").GetString() == name);

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "playout", file)));
        return document.RootElement.Clone();
    }
}
