using Rooms = AudioRooms.Contracts.Rooms;

namespace AudioRooms.Gateway.Commands;

/// <summary>A room's settings in the wire's form and back. Unspecified is what stays as it is.</summary>
internal static class RoomSettingsOnWire
{
    /// <summary>Null if a value does not exist.</summary>
    public static Rooms.ChangeSettings? TryRead(
        Wire.V1.RoomKind kind, Wire.V1.HandPolicy policy, Wire.V1.HandOrder order, Wire.V1.AttendancePrivacy attendance)
    {
        // The numbers are the same on both sides by choice; a test holds them together.
        var read = new Rooms.ChangeSettings(
            kind == 0 ? null : (Rooms.RoomKind)kind,
            policy == 0 ? null : (Rooms.HandPolicy)policy,
            order == 0 ? null : (Rooms.HandOrder)order,
            attendance == 0 ? null : (Rooms.AttendancePrivacy)attendance);
        return IsDefined(read.Kind) && IsDefined(read.HandPolicy) && IsDefined(read.HandOrder) && IsDefined(read.Attendance)
            ? read
            : null;
    }

    /// <summary>A new room's settings; null if a value does not exist.</summary>
    public static Rooms.RoomSettings? TryReadNew(Wire.V1.CreateRoomRequest request)
    {
        var asked = TryRead(request.Kind, request.HandPolicy, request.HandOrder, request.Attendance);
        return asked is null ? null : new Rooms.RoomSettings
        {
            Kind = asked.Kind ?? Rooms.RoomSettings.Default.Kind,
            HandPolicy = asked.HandPolicy ?? Rooms.RoomSettings.Default.HandPolicy,
            HandOrder = asked.HandOrder ?? Rooms.RoomSettings.Default.HandOrder,
            Attendance = asked.Attendance ?? Rooms.RoomSettings.Default.Attendance,
        };
    }

    public static Wire.V1.RoomSettings Of(Rooms.RoomSettings settings) => new()
    {
        Kind = Of(settings.Kind),
        HandPolicy = settings.HandPolicy switch
        {
            Rooms.HandPolicy.Everyone => Wire.V1.HandPolicy.Everyone,
            Rooms.HandPolicy.Followed => Wire.V1.HandPolicy.Followed,
            Rooms.HandPolicy.Off => Wire.V1.HandPolicy.Off,
        },
        HandOrder = settings.HandOrder switch
        {
            Rooms.HandOrder.FirstComeFirstServed => Wire.V1.HandOrder.FirstCome,
            Rooms.HandOrder.QuietFirst => Wire.V1.HandOrder.QuietFirst,
            Rooms.HandOrder.FirstTimersFirst => Wire.V1.HandOrder.FirstTimersFirst,
        },
        Attendance = settings.Attendance switch
        {
            Rooms.AttendancePrivacy.Names => Wire.V1.AttendancePrivacy.Names,
            Rooms.AttendancePrivacy.HostsOnly => Wire.V1.AttendancePrivacy.HostsOnly,
            Rooms.AttendancePrivacy.CountsOnly => Wire.V1.AttendancePrivacy.CountsOnly,
        },
    };

    public static Wire.V1.RoomKind Of(Rooms.RoomKind kind) => kind switch
    {
        Rooms.RoomKind.Open => Wire.V1.RoomKind.Open,
        Rooms.RoomKind.Social => Wire.V1.RoomKind.Social,
        Rooms.RoomKind.Closed => Wire.V1.RoomKind.Closed,
    };

    private static bool IsDefined<T>(T? value)
        where T : struct, Enum => value is not { } given || Enum.IsDefined(given);
}
