namespace AudioRooms.Domain.SafetyCopies;

/// <summary>What a check of the receipts found.</summary>
/// <param name="Receipts">How many are whole, counted from the first.</param>
/// <param name="Head">Hash of the last whole one.</param>
/// <param name="Fault">What is wrong with the receipt after those; null if nothing is.</param>
public sealed record ReceiptVerdict(long Receipts, string Head, ReceiptFault? Fault);
