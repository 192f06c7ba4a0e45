using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Tests.Sequencing;

public sealed class SequenceUnwrapperTests
{
    public static TheoryData<string, ushort[], long[], SequenceStep> Rows => new()
    {
        { "first", [7], [7], SequenceStep.First },
        { "next", [7, 8], [7, 8], SequenceStep.Next },
        { "wrap", [65_534, 65_535, 0], [65_534, 65_535, 65_536], SequenceStep.Next },
        { "wrap with a loss across it", [65_534, 1], [65_534, 65_537], SequenceStep.Ahead },
        { "reordered across the wrap", [65_535, 0, 65_534], [65_535, 65_536, 65_534], SequenceStep.Behind },
        { "duplicate", [9, 9], [9, 9], SequenceStep.Behind },
        { "late packet from before the origin", [0, 65_535], [0, -1], SequenceStep.Behind },
        { "furthest believable step ahead", [0, 3_000], [0, 3_000], SequenceStep.Ahead },
        { "one further is suspect", [0, 3_001], [0, -1], SequenceStep.Suspect },
        { "furthest believable step back", [500, 400], [500, 400], SequenceStep.Behind },
        { "one further back is suspect", [500, 399], [500, -1], SequenceStep.Suspect },
        { "two in a row restart, forward", [500, 100, 101], [500, -1, 65_536 + 101], SequenceStep.Restarted },
        { "a jump ahead, confirmed", [0, 9_000, 9_001], [0, -1, 9_001], SequenceStep.Restarted },
        { "a lone forgery moves nothing", [10, 40_000, 11], [10, -1, 11], SequenceStep.Next },
        { "two unrelated forgeries move nothing", [10, 40_000, 20_000, 11], [10, -1, -1, 11], SequenceStep.Next },
        { "a forgery, the true one, the forgery's successor", [10, 40_000, 11, 40_001], [10, -1, 11, -1], SequenceStep.Suspect },
        { "a restart confirmed across the wrap", [30_000, 65_535, 0], [30_000, -1, 65_536], SequenceStep.Restarted },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Unwrap_Row_GivesTheseNumbers(string row, ushort[] sequences, long[] expected, SequenceStep lastStep)
    {
        var unwrapper = new SequenceUnwrapper();
        var step = SequenceStep.First;
        var unwrapped = new long[sequences.Length];

        for (var index = 0; index < sequences.Length; index++)
        {
            step = unwrapper.Unwrap(sequences[index], out unwrapped[index]);
        }

        unwrapped.ShouldBe(expected, row);
        step.ShouldBe(lastStep, row);
    }

    [Fact]
    public void Unwrap_AMillionInOrder_NeverRepeatsAndKeepsTheLowBits()
    {
        var unwrapper = new SequenceUnwrapper();

        for (var number = 65_000L; number < 1_065_000; number++)
        {
            unwrapper.Unwrap((ushort)number, out var unwrapped);
            unwrapped.ShouldBe(number);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Unwrap_RandomNumbers_NewestNeverFalls(int seed)
    {
        var random = new Random(seed);
        var unwrapper = new SequenceUnwrapper();
        var newest = long.MinValue;

        for (var round = 0; round < 100_000; round++)
        {
            var sequence = (ushort)random.Next(65_536);
            var step = unwrapper.Unwrap(sequence, out var unwrapped);

            unwrapper.Newest.ShouldBeGreaterThanOrEqualTo(newest, $"seed {seed}");
            if (step != SequenceStep.Suspect)
            {
                ((ushort)unwrapped).ShouldBe(sequence, $"seed {seed}");
            }

            newest = unwrapper.Newest;
        }
    }
}
