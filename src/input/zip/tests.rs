//! Archives that are well, odd, broken and hostile.

use rawzip::ZipArchiveWriter;
use rawzip::path::EntryPath;

use super::*;

/// An archive with these members, each deflated.
fn archive(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = ZipArchiveWriter::new(&mut out);
    for (name, content) in members {
        let (mut entry, config) = writer
            .new_file(EntryPath::verbatim(*name))
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .expect("memory takes all");
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
        let mut packed = config.wrap(encoder);
        packed.write_all(content).expect("memory takes all");
        let (encoder, descriptor) = packed.finish().expect("memory takes all");
        encoder.finish().expect("memory takes all");
        entry.finish(descriptor).expect("memory takes all");
    }
    writer.finish().expect("memory takes all");
    out
}

fn open(bytes: &[u8]) -> Archive {
    Archive::open(Bytes::Memory(bytes.into()), Caps::default()).expect("it is an archive")
}

fn content(archive: &Archive, index: usize) -> Vec<u8> {
    let bytes = archive.read(index).expect("it can be read");
    bytes.read(0, usize::MAX).expect("it can be read")
}

#[test]
fn two_members_with_one_name_are_both_seen() {
    let archive = open(&archive(&[(b"a.html", b"one"), (b"a.html", b"two")]));
    let names: Vec<_> = archive
        .members()
        .iter()
        .map(|member| &member.name)
        .collect();
    assert_eq!(names, ["a.html", "a.html"]);
    assert_eq!(content(&archive, 0), b"one");
    assert_eq!(content(&archive, 1), b"two");
}

#[test]
fn names_that_lead_elsewhere_are_told() {
    let names: [&[u8]; 6] = [
        b"posts/a.html",
        b"../a.html",
        b"/etc/a.html",
        b"C:\\a.html",
        b"posts\\a.html",
        b"a\0.html",
    ];
    let members: Vec<_> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    let archive = open(&archive(&members));
    let odd: Vec<_> = archive
        .members()
        .iter()
        .map(|member| member.oddity.is_some())
        .collect();
    assert_eq!(odd, [false, true, true, true, true, true]);
    assert_eq!(archive.members()[5].name, "a\u{fffd}.html");
}

#[test]
fn a_member_that_grows_without_end_is_stopped() {
    let zeros = vec![0; 20 << 20];
    let archive = open(&archive(&[(b"bomb", &zeros)]));
    let error = archive.read(0).expect_err("it is a bomb");
    assert!(matches!(error.kind, ErrorKind::BadExport(_)), "{error}");
}

#[test]
fn caps_count_what_is_inflated_once() {
    let bytes = archive(&[(b"a", &[b'x'; 600]), (b"b", &[b'y'; 600])]);
    let caps = Caps {
        member: 1000,
        total: 1000,
    };
    let archive = Archive::open(Bytes::Memory(bytes.clone().into()), caps).expect("an archive");
    assert!(archive.read(0).is_ok());
    assert!(archive.read(0).is_ok());
    let error = archive.read(1).expect_err("it is too much");
    assert!(matches!(error.kind, ErrorKind::TooLarge { limit: 1000 }));
    let caps = Caps {
        member: 500,
        total: 5000,
    };
    let archive = Archive::open(Bytes::Memory(bytes.into()), caps).expect("an archive");
    assert!(archive.read(0).is_err());
}

#[test]
fn a_large_member_goes_to_a_file() {
    let mut noise = 1_u32;
    let large: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_be_bytes()[0]
    })
    .take(IN_MEMORY + 1000)
    .collect();
    let archive = open(&archive(&[(b"large", &large)]));
    let bytes = archive.read(0).expect("it can be read");
    assert!(matches!(bytes, Bytes::File(..)));
    assert_eq!(bytes.read(0, usize::MAX).expect("it can be read"), large);
}

#[test]
fn members_that_share_their_bytes_are_not_read() {
    let mut bytes = archive(&[(b"a", b"one"), (b"b", b"two")]);
    // The second entry of the list is made to point to the first one's place.
    let list = memchr::memmem::rfind(&bytes, b"PK\x01\x02").expect("there is a list");
    bytes[list + 42..list + 46].fill(0);
    let archive = open(&bytes);
    assert!(
        archive
            .members()
            .iter()
            .all(|member| member.problem.is_some())
    );
    assert!(archive.read(0).is_err());
}

#[test]
fn damaged_and_encrypted_members_harm_no_other() {
    let mut bytes = archive(&[(b"a", b"one one one one"), (b"b", b"two"), (b"c", b"three")]);
    let list = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("there is a list");
    // The checksum of the first, the flags of the second.
    bytes[list + 16] ^= 1;
    let second = list + 4 + memchr::memmem::find(&bytes[list + 4..], b"PK\x01\x02").expect("two");
    bytes[second + 8] |= 1;
    let archive = open(&bytes);
    assert!(archive.read(0).is_err());
    assert_eq!(archive.members()[1].problem, Some("it is encrypted"));
    assert!(archive.read(1).is_err());
    assert_eq!(content(&archive, 2), b"three");
}

#[test]
fn any_beginning_of_an_archive_is_an_error_and_no_panic() {
    let bytes = archive(&[(b"a", b"one"), (b"b", b"two")]);
    for end in 0..bytes.len() {
        let cut = Bytes::Memory(bytes[..end].into());
        assert!(Archive::open(cut, Caps::default()).is_err());
    }
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        let Ok(archive) = Archive::open(Bytes::Memory(changed.into()), Caps::default()) else {
            continue;
        };
        for member in archive.members() {
            let _ = archive.read(member.index);
        }
    }
}
