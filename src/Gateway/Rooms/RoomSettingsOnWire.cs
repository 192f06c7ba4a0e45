
namespace AudioRooms.Gateway.Rooms;

/// <summary>Converts a room's settings to the wire's form and back. An unspecified setting stays as it is.</summary>
internal static class RoomSettingsOnWire
{
    /// <summary>The settings to change; null if a value is not defined.</summary>
    public static Contracts.Rooms.ChangeSettings? TryRead(
        Wire.V1.RoomKind kind, Wire.V1.HandPolicy policy, Wire.V1.HandOrder order, Wire.V1.AttendancePrivacy attendance)
    {
        // The numbers are the same on both sides on purpose; a test compares them.
        var read = new Contracts.Rooms.ChangeSettings(
            kind == 0 ? null : (Contracts.Rooms.RoomKind)kind,
            policy == 0 ? null : (Contracts.Rooms.HandPolicy)policy,
            order == 0 ? null : (Contracts.Rooms.HandOrder)order,
            attendance == 0 ? null : (Contracts.Rooms.AttendancePrivacy)attendance);
        return IsDefined(read.Kind) && IsDefined(read.HandPolicy) && IsDefined(read.HandOrder) && IsDefined(read.Attendance)
            ? read
            : null;
    }

    /// <summary>The settings of a new room; null if a value is not defined.</summary>
    public static Contracts.Rooms.RoomSettings? TryReadNew(Wire.V1.CreateRoomRequest request)
    {
        var asked = TryRead(request.Kind, request.HandPolicy, request.HandOrder, request.Attendance);
        return asked is null ? null : new Contracts.Rooms.RoomSettings
        {
            Kind = asked.Kind ?? Contracts.Rooms.RoomSettings.Default.Kind,
            HandPolicy = asked.HandPolicy ?? Contracts.Rooms.RoomSettings.Default.HandPolicy,
            HandOrder = asked.HandOrder ?? Contracts.Rooms.RoomSettings.Default.HandOrder,
            Attendance = asked.Attendance ?? Contracts.Rooms.RoomSettings.Default.Attendance,
        };
    }

    public static Wire.V1.RoomSettings Of(Contracts.Rooms.RoomSettings settings) => new()
    {
        Kind = Of(settings.Kind),
        HandPolicy = settings.HandPolicy switch
        {
            Contracts.Rooms.HandPolicy.Everyone => Wire.V1.HandPolicy.Everyone,
            Contracts.Rooms.HandPolicy.Followed => Wire.V1.HandPolicy.Followed,
            Contracts.Rooms.HandPolicy.Off => Wire.V1.HandPolicy.Off,
        },
        HandOrder = settings.HandOrder switch
        {
            Contracts.Rooms.HandOrder.FirstComeFirstServed => Wire.V1.HandOrder.FirstCome,
            Contracts.Rooms.HandOrder.QuietFirst => Wire.V1.HandOrder.QuietFirst,
            Contracts.Rooms.HandOrder.FirstTimersFirst => Wire.V1.HandOrder.FirstTimersFirst,
        },
        Attendance = settings.Attendance switch
        {
            Contracts.Rooms.AttendancePrivacy.Names => Wire.V1.AttendancePrivacy.Names,
            Contracts.Rooms.AttendancePrivacy.HostsOnly => Wire.V1.AttendancePrivacy.HostsOnly,
            Contracts.Rooms.AttendancePrivacy.CountsOnly => Wire.V1.AttendancePrivacy.CountsOnly,
        },
    };

    public static Wire.V1.RoomKind Of(Contracts.Rooms.RoomKind kind) => kind switch
    {
        Contracts.Rooms.RoomKind.Open => Wire.V1.RoomKind.Open,
        Contracts.Rooms.RoomKind.Social => Wire.V1.RoomKind.Social,
        Contracts.Rooms.RoomKind.Closed => Wire.V1.RoomKind.Closed,
    };

    private static bool IsDefined<T>(T? value)
        where T : struct, Enum => value is not { } given || Enum.IsDefined(given);
}
