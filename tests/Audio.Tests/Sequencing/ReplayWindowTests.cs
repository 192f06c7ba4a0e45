using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Audio.Tests.Sequencing;

public sealed class ReplayWindowTests
{
    private const ReplayVerdict New = ReplayVerdict.New;
    private const ReplayVerdict Duplicate = ReplayVerdict.Duplicate;
    private const ReplayVerdict TooOld = ReplayVerdict.TooOld;

    public static TheoryData<string, long[], ReplayVerdict[]> Rows => new()
    {
        { "in order", [1, 2, 3], [New, New, New] },
        { "duplicate of the newest", [1, 1], [New, Duplicate] },
        { "duplicate of an older one", [1, 2, 1], [New, New, Duplicate] },
        { "late but new", [1, 3, 2], [New, New, New] },
        { "late twice", [1, 3, 2, 2], [New, New, New, Duplicate] },
        { "oldest remembered", [0, 127, 0], [New, New, Duplicate] },
        { "oldest place not seen", [1, 127, 0], [New, New, New] },
        { "just forgotten", [0, 128, 0], [New, New, TooOld] },
        { "a jump forgets all", [0, 1, 1_000, 872], [New, New, New, TooOld] },
        { "a jump remembers itself", [0, 1_000, 1_000, 873], [New, New, Duplicate, New] },
        { "the largest distance", [long.MinValue, long.MaxValue, long.MinValue], [New, New, TooOld] },
        { "zero and below", [0, -1, -1], [New, New, Duplicate] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Accept_Row_GivesTheseVerdicts(string row, long[] sequences, ReplayVerdict[] expected)
    {
        var window = new ReplayWindow();

        var verdicts = sequences.Select(window.Accept).ToArray();

        verdicts.ShouldBe(expected, row);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Accept_RandomOrder_AgreesWithASetOfEverythingSeen(int seed)
    {
        var random = new Random(seed);
        var window = new ReplayWindow();
        var seen = new HashSet<long>();
        var newest = long.MinValue;

        for (var round = 0; round < 50_000; round++)
        {
            var sequence = (round / 2) + random.Next(-140, 20);
            var expected = newest != long.MinValue && newest - sequence >= ReplayWindow.SizePackets
                ? TooOld
                : seen.Contains(sequence) ? Duplicate : New;

            window.Accept(sequence).ShouldBe(expected, $"seed {seed}, round {round}");

            seen.Add(sequence);
            newest = Math.Max(newest, sequence);
        }
    }
}
