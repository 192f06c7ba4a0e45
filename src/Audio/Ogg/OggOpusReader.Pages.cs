using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Ogg;

// The way from page to page: which pages belong to the link, what is missing between them, and where the next link begins.
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

    /// <summary>
    /// Granule position at which the link's sound begins, known from its first page with sound. In a part cut out of a longer
    /// recording it is not 0.
    /// </summary>
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

    /// <summary>Goes to the link's next page and skips pages of other streams in the file.</summary>
    /// <param name="isPacketLost">True if the packet under way cannot be completed, because its rest is missing.</param>
    /// <returns>False at the end of the link; <see cref="pageError"/> says whether the end was proper.</returns>
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
                // The link ends without its mark and the next one begins: an incomplete file was joined with another one.
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
                // A page that was read already, or is out of order: its sound would come twice or at the wrong time.
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
    /// Goes on with a page whose predecessors are missing, at the first packet that begins on it. The page's granule position,
    /// less the duration of its packets, says how much was lost.
    /// </summary>
    /// <returns>False if no packet ends on the page. It says nothing about the loss then and counts as missing, too.</returns>
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

    /// <summary>
    /// Compares the page's granule position with the duration of its packets, once all packets that end on it are read.
    /// </summary>
    private void LeavePage()
    {
        if (isInHeaders || page.GranulePosition < 0)
        {
            return;
        }

        // A link of one page begins at 0. Otherwise a granule position beyond its sound would count as a late beginning (RFC 7845
        // §4.5).
        if (linkSamples > 0)
        {
            origin ??= page.IsLast ? 0 : unchecked(page.GranulePosition - linkSamples);
        }

        if (page.IsLast)
        {
            linkTrim = Math.Clamp(unchecked(linkSamples + (origin ?? 0) - page.GranulePosition), 0, linkSamples);
        }
    }

    /// <summary>Ends the link and finds the next one, or the end of the file.</summary>
    private void EndLink()
    {
        // A fault at the end of a link inside the file does not end the reading; it counts as damage.
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

    /// <summary>Goes to the first page of the next link. Bytes after the end that are no Ogg page are ignored.</summary>
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

            // Pages of other streams are ignored, unless a damaged part may contain the beginning of their link.
            isHeaderLost |= page.SkippedBytes > skipped;
        }

        if (isHeaderLost || error is OggError.TruncatedPage or OggError.BadChecksum)
        {
            Error = isHeaderLost ? OggError.MissingPage : error;
        }

        return false;
    }
}
