namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of profiles and relations. Lengths are in user-perceived characters.</summary>
public static class ProfileBounds
{
    /// <summary>Longest bio.</summary>
    public const int BioLengthMax = 160;

    /// <summary>Most lines of a bio.</summary>
    public const int BioLinesMax = 8;

    /// <summary>Most interests.</summary>
    public const int InterestsMax = 20;

    /// <summary>Most lines of expertise.</summary>
    public const int ExpertiseLinesMax = 3;

    /// <summary>Longest line of expertise; the shortest has one character.</summary>
    public const int ExpertiseLengthMax = 80;

    /// <summary>Most people that one user may follow; the same number holds for blocked and for muted people.</summary>
    public const int PeopleMax = 5_000;
}
