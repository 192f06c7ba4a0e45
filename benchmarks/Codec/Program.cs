using System.Globalization;
using AudioRooms.Benchmarks.Codec;

// Prints the cost of encoding and decoding one 20 ms frame of recorded speech, or of mixing one, with the machine it was measured on.
// Usage: dotnet run -c Release --project benchmarks/Codec [rounds] [mix]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var voice = Path.Combine(AppContext.BaseDirectory, "voice-1.opus");
var benchmark = new CodecBenchmark(voice);
var isMix = args.Length > 1 && args[1] == "mix";
Console.WriteLine(isMix
    ? $"# A room's mix per 20 ms frame, 48 kHz mono, 28 kb/s, best and median of {rounds} rounds"
    : $"# Opus per 20 ms frame, 48 kHz mono, {benchmark.FrameCount} frames of speech, best and median of {rounds} rounds");
Console.WriteLine();
Console.WriteLine($"{Machine.Describe()}; {benchmark.CodecVersion}");
Console.WriteLine();
Console.WriteLine("| what | best µs | median µs | bytes allocated per frame |");
Console.WriteLine("|---|--:|--:|--:|");
foreach (var row in isMix ? new MixBenchmark(voice).Run(rounds) : benchmark.Run(rounds))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"| {row.Name} | {row.BestMicros:F0} | {row.MedianMicros:F0} | {row.BytesPerFrame:F1} |"));
}
