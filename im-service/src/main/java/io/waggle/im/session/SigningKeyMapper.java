package io.waggle.im.session;

import org.apache.ibatis.annotations.Mapper;

import java.util.List;

@Mapper
interface SigningKeyMapper {

    void insert(SigningKeyRow key);

    /** Returns all keys, newest first. */
    List<SigningKeyRow> findAll();
}
