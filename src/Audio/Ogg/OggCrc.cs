namespace AudioRooms.Audio.Ogg;

/// <summary>
/// The checksum of an Ogg page (RFC 3533 §6): CRC-32 with the polynomial 0x04C11DB7, most significant bit first, start value 0
/// and no final inversion, so not the CRC-32 of zip and Ethernet.
/// </summary>
internal static class OggCrc
{
    private const uint Polynomial = 0x04C1_1DB7;
    private static readonly uint[] Table = MakeTable();

    /// <summary>Continues <paramref name="crc"/> (0 at the start) over <paramref name="data"/>.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            crc = (crc << 8) ^ Table[(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var index = 0u; index < 256; index++)
        {
            var remainder = index << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                remainder = (remainder << 1) ^ ((remainder & 0x8000_0000) != 0 ? Polynomial : 0);
            }

            table[index] = remainder;
        }

        return table;
    }
}
