using System.Globalization;
using AudioRooms.Audio.Opus;
using AudioRooms.Benchmarks.Codec;

// Prints the cost of encoding and decoding one 20 ms frame of recorded speech with both codecs, or of mixing one frame, and the
// machine. Usage: dotnet run -c Release --project benchmarks/Codec [rounds] [mix]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var voice = Path.Combine(AppContext.BaseDirectory, "voice-1.opus");
var native = OpusCodec.Find(OpusCodecChoice.Native);
var managed = OpusCodec.Find(OpusCodecChoice.Managed);
if (args.Length > 1 && args[1] == "mix")
{
    Console.WriteLine($"# A room's mix per 20 ms frame, 48 kHz mono, 28 kb/s, best and median of {rounds} rounds");
    Console.WriteLine();
    Console.WriteLine($"{Machine.Describe()}; {native.Version}");
    Console.WriteLine();
    Console.WriteLine("| what | best µs | median µs | bytes allocated per frame |");
    Console.WriteLine("|---|--:|--:|--:|");
    foreach (var row in new MixBenchmark(voice).Run(rounds))
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {row.BestMicros:F0} | {row.MedianMicros:F0} | {row.BytesPerFrame:F1} |"));
    }

    return;
}

var benchmark = new CodecBenchmark(voice);
Console.WriteLine($"# Opus per 20 ms frame, 48 kHz mono, {benchmark.FrameCount} frames of speech, best of {rounds} rounds");
Console.WriteLine();
Console.WriteLine($"{Machine.Describe()}; native is {native.Version}, managed {managed.Version}");
Console.WriteLine();
Console.WriteLine("| what | native µs | managed µs | managed / native | native bytes allocated per frame | managed |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|");
var pairs = benchmark.Run(OpusImplementation.Native, rounds).Zip(benchmark.Run(OpusImplementation.Managed, rounds));
foreach (var (first, second) in pairs)
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {first.Name} | {first.BestMicros:F0} | {second.BestMicros:F0} | {second.BestMicros / first.BestMicros:F1} | "
        + $"{first.BytesPerFrame:F1} | {second.BytesPerFrame:F0} |"));
}
