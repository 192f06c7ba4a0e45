using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

// From page to page: which belong to the link, what is missing between them, and where the next link begins.
public sealed partial class OggOpusReader
{
    private uint serial;
    private uint nextSequence;
    private int segmentIndex;
    private int bodyOffset;
    private bool isInsidePacket;
    private bool isInHeaders;
    private bool isOver;
    private bool isNextLinkHere;
    private OggError pageError;
    private OggError damage;

    /// <summary>Samples of the present link so far, the lost ones included.</summary>
    private long linkSamples;
    private long pendingLost;
    private long linkTrim;

    /// <summary>Granule position at which the link's sound begins, known from its first page with sound on: a cut-out of a longer
    /// recording does not begin at 0.</summary>
    private long? origin;

    private void BeginLink()
    {
        serial = page.Serial;
        isNextLinkHere = false;
        pageError = OggError.None;
        linkSamples = 0;
        linkTrim = 0;
        origin = null;
        AcceptPage();
    }

    private void AcceptPage()
    {
        segmentIndex = 0;
        bodyOffset = 0;
        nextSequence = unchecked(page.Sequence + 1);

        // -1 marks a page on which no packet ends (RFC 3533 §6).
        if (page.GranulePosition >= 0)
        {
            GranulePosition = page.GranulePosition;
        }
    }

    /// <summary>Goes to the link's next page, past those of other streams in the file.</summary>
    /// <param name="isPacketLost">The packet under way cannot be finished: its rest is missing.</param>
    /// <returns>False at the end of the link; <see cref="pageError"/> says whether it was a good one.</returns>
    private bool TryNextPage(out bool isPacketLost)
    {
        isPacketLost = false;
        LeavePage();
        if (page.IsLast)
        {
            pageError = isInsidePacket ? OggError.BadPacketBounds : OggError.None;
            return false;
        }

        var isMissing = false;
        while (page.TryRead(out pageError, mayPassOver: !isInHeaders))
        {
            if (page.IsFirst && (page.Serial == serial || !isInHeaders))
            {
                // The link ends without its mark, and the next one begins: somebody joined a file that was not complete.
                isNextLinkHere = true;
                pageError = isInHeaders ? OggError.MissingPage : OggError.MissingEnd;
                return false;
            }

            if (page.Serial != serial)
            {
                continue;
            }

            if (!isInHeaders && unchecked((int)(page.Sequence - nextSequence)) < 0)
            {
                // Seen already, or out of order: its sound would come twice, or at the wrong time.
                NoteDamage(OggError.MissingPage);
                continue;
            }

            isMissing |= page.Sequence != nextSequence;
            if (!isMissing && page.IsContinued == isInsidePacket)
            {
                AcceptPage();
                return true;
            }

            if (isInHeaders)
            {
                pageError = isMissing ? OggError.MissingPage : OggError.BadPacketBounds;
                return false;
            }

            NoteDamage(isMissing ? OggError.MissingPage : OggError.BadPacketBounds);
            isPacketLost = true;
            isInsidePacket = false;
            if (TryAcceptAfterGap())
            {
                return true;
            }

            isMissing = false;
        }

        pageError = pageError == OggError.None ? OggError.MissingEnd : pageError;
        return false;
    }

    /// <summary>
    /// Goes on with a page whose predecessors are missing: from the first packet that begins on it. Its granule position, less
    /// what it holds, says how much was lost.
    /// </summary>
    /// <returns>False if no packet ends on it, so that it tells nothing: it counts as missing too.</returns>
    private bool TryAcceptAfterGap()
    {
        AcceptPage();
        while (page.IsContinued && segmentIndex < page.Segments.Length)
        {
            int bytes = page.Segments[segmentIndex++];
            bodyOffset += bytes;
            if (bytes < 255)
            {
                break;
            }
        }

        if (page.GranulePosition < 0)
        {
            return false;
        }

        Lose(unchecked(page.GranulePosition - (origin ?? 0) - linkSamples - DurationOnPage()));
        return true;
    }

    /// <summary>Duration of the packets that begin and end on the rest of the page.</summary>
    private long DurationOnPage()
    {
        var duration = 0L;
        var offset = bodyOffset;
        var bytes = 0;
        foreach (var segment in page.Segments[segmentIndex..])
        {
            bytes += segment;
            if (segment < 255)
            {
                duration += OpusMultistream.DurationOf(page.Body.Slice(offset, bytes));
                offset += bytes;
                bytes = 0;
            }
        }

        return duration;
    }

    /// <summary>All packets that end on the page were read: its granule position can be compared with what they lasted.</summary>
    private void LeavePage()
    {
        if (isInHeaders || page.GranulePosition < 0)
        {
            return;
        }

        // A link of one page begins at 0: a granule position beyond its sound would otherwise be taken for a late beginning (RFC
        // 7845 §4.5).
        if (linkSamples > 0)
        {
            origin ??= page.IsLast ? 0 : unchecked(page.GranulePosition - linkSamples);
        }

        if (page.IsLast)
        {
            linkTrim = Math.Clamp(unchecked(linkSamples + (origin ?? 0) - page.GranulePosition), 0, linkSamples);
        }
    }

    /// <summary>The link has ended: finds the next one, or the end of the file.</summary>
    private void EndLink()
    {
        // The end of a link inside the file is no end of the reading: what is wrong with it is damage.
        var linkError = pageError;
        endTrims.Add(linkTrim);
        if (linkError is not (OggError.None or OggError.BadPacketBounds) && !isNextLinkHere)
        {
            Error = linkError;
            return;
        }

        if (linkError != OggError.None)
        {
            NoteDamage(linkError);
        }

        if (!isNextLinkHere && !TryFindLink())
        {
            isOver = true;
            return;
        }

        Error = ReadHeaders();
        isOver = Error != OggError.None;
        if (!isOver)
        {
            Link++;
            pendingLost = 0;
        }
    }

    /// <summary>
    /// Goes to the first page of the next link. What follows the end and is no Ogg is no sound, and is left alone.
    /// </summary>
    private bool TryFindLink()
    {
        var skipped = page.SkippedBytes;
        var isHeaderLost = false;
        OggError error;
        while (page.TryRead(out error, mayPassOver: true))
        {
            if (page.IsFirst)
            {
                return true;
            }

            // Pages of another stream beside ours are none of our business, unless their beginning may be in what is damaged.
            isHeaderLost |= page.SkippedBytes > skipped;
        }

        if (isHeaderLost || error is OggError.TruncatedPage or OggError.BadChecksum)
        {
            Error = isHeaderLost ? OggError.MissingPage : error;
        }

        return false;
    }
}
