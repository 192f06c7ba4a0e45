namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What is wrong with a chain of receipts. The first fault counts.</summary>
public enum ReceiptFault
{
    /// <summary>A receipt is missing, or stands twice.</summary>
    NumberWrong,

    /// <summary>A receipt does not follow the one before.</summary>
    LinkBroken,

    /// <summary>A receipt was changed.</summary>
    ReceiptAltered,

    /// <summary>A receipt's signature is not one of the known keys.</summary>
    SignatureWrong,
}
